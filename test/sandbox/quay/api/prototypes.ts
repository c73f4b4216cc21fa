import { json, noContent } from '../../http/reply.ts';
import type { Reply } from '../../http/message.ts';
import type { ApiCall, ApiRoute } from '../context.ts';
import { invalidRequest, modelError, notFound } from '../errors.ts';
import type { Organization, Prototype, RepositoryRole } from '../model.ts';
import { teamRole } from '../rights.ts';
import { repr } from '../schema/repr.ts';
import type { Schema } from '../schema/validate.ts';
import { audit } from './audit.ts';
import { avatar, isRobotName, memberAvatar } from './avatar.ts';
import { requiredObject } from './body.ts';
import { ORGANIZATION, ORGNAME, administered, orgname } from './organizations.ts';

const ROLES = ['read', 'write', 'admin'];
const NEW_PROTOTYPE: Schema = {
  type: 'object',
  description: 'Description of a new prototype',
  required: ['role', 'delegate'],
  properties: {
    role: {
      type: 'string',
      description: 'Role that should be applied to the delegate',
      enum: ROLES,
    },
    activating_user: {
      type: 'object',
      description: 'Repository creating user to whom the rule should apply',
      required: ['name'],
      properties: {
        name: { type: 'string', description: 'The username for the activating_user' },
      },
    },
    delegate: {
      type: 'object',
      description: 'Information about the user or team to which the rule grants access',
      required: ['name', 'kind'],
      properties: {
        name: { type: 'string', description: 'The name for the delegate team or user' },
        kind: {
          type: 'string',
          description: 'Whether the delegate is a user or a team',
          enum: ['user', 'team'],
        },
      },
    },
  },
};
const PROTOTYPE_UPDATE: Schema = {
  type: 'object',
  description: 'Description of a the new prototype role',
  required: ['role'],
  properties: {
    role: {
      type: 'string',
      description: 'Role that should be applied to the permission',
      enum: ROLES,
    },
  },
};
const collection = {
  resource: 'prototype.PermissionPrototypeList',
  path: `${ORGANIZATION}/prototypes`,
  pathParameters: [ORGNAME],
  scope: 'org:admin',
} as const;
const one = {
  resource: 'prototype.PermissionPrototype',
  path: `${collection.path}/{prototypeid}`,
  pathParameters: [['prototypeid', 'The ID of the prototype'], ORGNAME],
  scope: 'org:admin',
} as const;

interface NewPrototype {
  readonly role: RepositoryRole;
  readonly activating_user?: { readonly name: string };
  readonly delegate: Prototype['delegate'];
}

/** Default permissions of an organization's new repositories (docs/registries/quay.md §8.2). */
export const prototypeRoutes: readonly ApiRoute[] = [
  {
    ...collection,
    method: 'GET',
    operation: 'getOrganizationPrototypePermissions',
    about: 'List the existing prototypes for this organization.',
    handle: (call) => {
      const organization = administered(call, 'read');
      const views = [...organization.prototypes.values()].map((prototype) =>
        prototypeView(organization, prototype),
      );
      return json(200, { prototypes: views });
    },
  },
  {
    ...collection,
    method: 'POST',
    operation: 'createOrganizationPrototypePermission',
    about: 'Create a new permission prototype.',
    body: ['NewPrototype', NEW_PROTOTYPE],
    handle: create,
  },
  {
    ...one,
    method: 'PUT',
    operation: 'updateOrganizationPrototypePermission',
    about: 'Update the role of an existing permission prototype.',
    body: ['PrototypeUpdate', PROTOTYPE_UPDATE],
    handle: (call) => {
      const { role } = requiredObject(call.request, PROTOTYPE_UPDATE) as { role: RepositoryRole };
      const organization = administered(call, 'write');
      const prototype = findPrototype(call, organization);
      const original = prototype.role;
      prototype.role = role;
      log(call, 'modify_prototype_permission', prototype, { original_role: original });
      return json(200, prototypeView(organization, prototype));
    },
  },
  {
    ...one,
    method: 'DELETE',
    operation: 'deleteOrganizationPrototypePermission',
    about: 'Delete an existing permission prototype.',
    handle: (call) => {
      const organization = administered(call, 'write');
      const prototype = findPrototype(call, organization);
      organization.prototypes.delete(prototype.id);
      log(call, 'delete_prototype_permission', prototype);
      return noContent();
    },
  },
];

function create(call: ApiCall): Reply {
  const body = requiredObject(call.request, NEW_PROTOTYPE) as unknown as NewPrototype;
  const organization = administered(call, 'write');
  const { delegate, role } = body;
  const activatingUser = body.activating_user?.name ?? '';
  if (delegate.kind === 'team' && delegate.name !== '' && !organization.teams.has(delegate.name)) {
    // The server hands on an exception of three parts as it prints it.
    const parts = ['Team does not exist: %s/%s', orgname(call), delegate.name];
    throw modelError(`(${parts.map(repr).join(', ')})`);
  }
  if (activatingUser !== '' && !isKnown(call, activatingUser)) {
    throw invalidRequest('Unknown activating user');
  }
  if (delegate.name === '' || (delegate.kind === 'user' && !isKnown(call, delegate.name))) {
    throw invalidRequest('Missing delegate user or team');
  }
  const prototype: Prototype = {
    id: call.quay.world.random.uuid(),
    role,
    activatingUser: activatingUser === '' ? null : activatingUser,
    delegate: { kind: delegate.kind, name: delegate.name },
  };
  organization.prototypes.set(prototype.id, prototype);
  log(call, 'create_prototype_permission', prototype);
  return json(200, prototypeView(organization, prototype));
}

function findPrototype(call: ApiCall, { prototypes }: Organization): Prototype {
  const prototype = prototypes.get(call.params['prototypeid'] ?? '');
  if (prototype === undefined) {
    throw notFound();
  }
  return prototype;
}

function isKnown({ quay }: ApiCall, name: string): boolean {
  return quay.world.users.has(name) || quay.world.robots.has(name);
}

function log(
  call: ApiCall,
  kind: string,
  { id, role, activatingUser, delegate }: Prototype,
  more: Readonly<Record<string, string>> = {},
): void {
  audit(call, kind, orgname(call), {
    prototypeid: id,
    username: call.caller.user?.username,
    activating_username: activatingUser,
    role,
    ...more,
    [`delegate_${delegate.kind}`]: delegate.name,
  });
}

function prototypeView(organization: Organization, prototype: Prototype): object {
  const { id, role, activatingUser, delegate } = prototype;
  return {
    activating_user: activatingUser === null ? null : userView(organization, activatingUser),
    delegate:
      delegate.kind === 'user'
        ? userView(organization, delegate.name)
        : { name: delegate.name, kind: 'team', avatar: avatar(delegate.name, 'team') },
    role,
    id,
  };
}

function userView(organization: Organization, name: string): object {
  const isRobot = isRobotName(name);
  return {
    name,
    is_robot: isRobot,
    kind: 'user',
    is_org_member: isRobot || teamRole(organization, name) !== undefined,
    avatar: memberAvatar(name),
  };
}
