import { json, noContent } from '../../http/reply.ts';
import type { ApiCall, ApiRoute } from '../context.ts';
import { notFound } from '../errors.ts';
import type { OAuthApplication, Organization } from '../model.ts';
import { requiredObject } from './body.ts';
import type { JsonObject } from './body.ts';
import { requireAdmin } from './guards.ts';

const COLLECTION = '/api/v1/organization/{orgname}/applications';
const ONE = `${COLLECTION}/{client_id}`;
const FIELDS = {
  name: { required: true },
  redirect_uri: {},
  application_uri: {},
  description: {},
  avatar_email: {},
};

/** OAuth applications of an organization (docs/registries/quay.md §2.7). */
export const applicationRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: COLLECTION,
    operation: 'getOrganizationApplications',
    scope: 'org:admin',
    handle: (call) => {
      const applications = [...adminOrganization(call).applications.values()];
      return json(200, { applications: applications.map(applicationView) });
    },
  },
  {
    method: 'POST',
    path: COLLECTION,
    operation: 'createOrganizationApplication',
    scope: 'org:admin',
    handle: (call) => {
      const organization = adminOrganization(call);
      const body = requiredObject(call.request, FIELDS);
      const application = call.quay.world.addApplication(organization, text(body, 'name'));
      fill(application, body);
      return json(200, applicationView(application));
    },
  },
  {
    method: 'GET',
    path: ONE,
    operation: 'getOrganizationApplication',
    scope: 'org:admin',
    handle: (call) => json(200, applicationView(findApplication(call))),
  },
  {
    method: 'PUT',
    path: ONE,
    operation: 'updateOrganizationApplication',
    scope: 'org:admin',
    handle: (call) => {
      const application = findApplication(call);
      const body = requiredObject(call.request, FIELDS);
      application.name = text(body, 'name');
      fill(application, body);
      return json(200, applicationView(application));
    },
  },
  {
    method: 'DELETE',
    path: ONE,
    operation: 'deleteOrganizationApplication',
    scope: 'org:admin',
    handle: (call) => {
      const { clientId } = findApplication(call);
      const { world } = call.quay;
      adminOrganization(call).applications.delete(clientId);
      for (const token of world.apiTokens.values()) {
        if (token.clientId === clientId) {
          world.apiTokens.delete(token.secret);
        }
      }
      return noContent();
    },
  },
];

/** The application of the path. @throws E1 403 for others than admins, E1 404 if unknown */
export function findApplication(call: ApiCall): OAuthApplication {
  const application = adminOrganization(call).applications.get(call.params['client_id'] ?? '');
  if (application === undefined) {
    throw notFound();
  }
  return application;
}

function adminOrganization(call: ApiCall): Organization {
  const name = call.params['orgname'] ?? '';
  requireAdmin(call, name);
  const organization = call.quay.world.organizations.get(name);
  if (organization === undefined) {
    throw notFound();
  }
  return organization;
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
