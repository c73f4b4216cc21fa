import { json, noContent } from '../../http/reply.ts';
import type { ApiCall, ApiRoute } from '../context.ts';
import { notFound } from '../errors.ts';
import type { OAuthApplication } from '../model.ts';
import type { Schema } from '../schema/validate.ts';
import { audit } from './audit.ts';
import { requiredObject } from './body.ts';
import type { JsonObject } from './body.ts';
import type { Access } from './guards.ts';
import { ORGANIZATION, ORGNAME, administered, orgname } from './organizations.ts';

const CLIENT_ID = ['client_id', 'The OAuth client ID'] as const;
const FIELDS = {
  name: { type: 'string', description: 'The name of the application' },
  redirect_uri: { type: 'string', description: "The URI for the application's OAuth redirect" },
  application_uri: { type: 'string', description: "The URI for the application's homepage" },
  description: {
    type: 'string',
    description: 'The human-readable description for the application',
  },
  avatar_email: {
    type: 'string',
    description: 'The e-mail address of the avatar to use for the application',
  },
} as const;
const NEW_APP: Schema = {
  type: 'object',
  description: 'Description of a new organization application.',
  required: ['name'],
  properties: FIELDS,
};
const UPDATE_APP: Schema = {
  type: 'object',
  description: 'Description of an updated application.',
  required: ['name', 'redirect_uri', 'application_uri'],
  properties: FIELDS,
};
const collection = {
  resource: 'organization.OrganizationApplications',
  path: `${ORGANIZATION}/applications`,
  pathParameters: [ORGNAME],
  scope: 'org:admin',
};
const one = {
  resource: 'organization.OrganizationApplicationResource',
  path: `${collection.path}/{client_id}`,
  pathParameters: [CLIENT_ID, ORGNAME],
  scope: 'org:admin',
};

/** OAuth applications of an organization (docs/registries/quay.md §2.7). */
export const applicationRoutes: readonly ApiRoute[] = [
  {
    ...collection,
    method: 'GET',
    operation: 'getOrganizationApplications',
    about: 'List the applications for the specified organization.',
    handle: (call) => {
      const applications = [...administered(call, 'read').applications.values()];
      return json(200, { applications: applications.map(applicationView) });
    },
  },
  {
    ...collection,
    method: 'POST',
    operation: 'createOrganizationApplication',
    about: 'Creates a new application under this organization.',
    body: ['NewApp', NEW_APP],
    handle: (call) => {
      const body = requiredObject(call.request, NEW_APP);
      const organization = administered(call, 'write');
      const application = call.quay.world.addApplication(organization, text(body, 'name'));
      fill(application, body);
      log(call, 'create_application', application, body);
      return json(200, applicationView(application));
    },
  },
  {
    ...one,
    method: 'GET',
    operation: 'getOrganizationApplication',
    about: 'Retrieves the application with the specified client_id.',
    handle: (call) => json(200, applicationView(findApplication(call, 'read'))),
  },
  {
    ...one,
    method: 'PUT',
    operation: 'updateOrganizationApplication',
    about: 'Updates an application under this organization.',
    body: ['UpdateApp', UPDATE_APP],
    handle: (call) => {
      const body = requiredObject(call.request, UPDATE_APP);
      const application = findApplication(call, 'write');
      application.name = text(body, 'name');
      fill(application, body);
      log(call, 'update_application', application, body);
      return json(200, applicationView(application));
    },
  },
  {
    ...one,
    method: 'DELETE',
    operation: 'deleteOrganizationApplication',
    about: 'Deletes the application under this organization.',
    handle: (call) => {
      const application = findApplication(call, 'write');
      const { world } = call.quay;
      administered(call, 'write').applications.delete(application.clientId);
      for (const token of world.apiTokens.values()) {
        if (token.clientId === application.clientId) {
          world.apiTokens.delete(token.secret);
        }
      }
      log(call, 'delete_application', application);
      return noContent();
    },
  },
];

/** The application of the path. @throws E1 403 for others than admins, E1 404 if unknown */
export function findApplication(call: ApiCall, access: Access): OAuthApplication {
  const { applications } = administered(call, access);
  const application = applications.get(call.params['client_id'] ?? '');
  if (application === undefined) {
    throw notFound();
  }
  return application;
}

function log(
  call: ApiCall,
  kind: string,
  application: OAuthApplication,
  body: JsonObject = {},
): void {
  audit(call, kind, orgname(call), {
    ...body,
    application_name: application.name,
    client_id: application.clientId,
  });
}

/** `App` of docs/registries/quay.md §2.7, with the client secret in clear. */
function applicationView(application: OAuthApplication): object {
  return {
    name: application.name,
    description: application.description,
    application_uri: application.applicationUri,
    client_id: application.clientId,
    client_secret: application.clientSecret,
    redirect_uri: application.redirectUri,
    avatar_email: application.avatarEmail,
  };
}

function fill(application: OAuthApplication, body: JsonObject): void {
  application.description = text(body, 'description');
  application.applicationUri = text(body, 'application_uri');
  application.redirectUri = text(body, 'redirect_uri');
  application.avatarEmail = text(body, 'avatar_email') || null;
}

function text(body: JsonObject, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value : '';
}
