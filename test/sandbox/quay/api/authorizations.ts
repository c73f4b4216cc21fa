import { json, noContent } from '../../http/reply.ts';
import type { ApiCall, ApiRoute } from '../context.ts';
import { notFound } from '../errors.ts';
import type { ApiToken } from '../model.ts';
import { avatar } from './avatar.ts';
import { requireUser } from './guards.ts';
import { scopeView } from './scopes.ts';

const one = {
  resource: 'user.UserAuthorization',
  path: '/api/v1/user/authorizations/{access_token_uuid}',
  pathParameters: [['access_token_uuid', 'The uuid of the access token']] as const,
  scope: 'user:admin',
  internal: true,
};

/**
 * API tokens that the user has granted, expired ones too; hidden from discovery
 * (docs/registries/quay.md §8.2).
 */
export const authorizationRoutes: readonly ApiRoute[] = [
  {
    resource: 'user.UserAuthorizationList',
    method: 'GET',
    path: '/api/v1/user/authorizations',
    operation: 'listUserAuthorizations',
    about: '',
    scope: 'user:admin',
    internal: true,
    handle: (call) =>
      json(200, { authorizations: granted(call).map((token) => authorizationView(call, token)) }),
  },
  {
    ...one,
    method: 'GET',
    operation: 'getUserAuthorization',
    about: '',
    handle: (call) => json(200, authorizationView(call, findGranted(call))),
  },
  {
    ...one,
    method: 'DELETE',
    operation: 'deleteUserAuthorization',
    about: '',
    handle: (call) => {
      call.quay.world.apiTokens.delete(findGranted(call).secret);
      return noContent();
    },
  },
];

function granted(call: ApiCall): ApiToken[] {
  const { username } = requireUser(call, 'user:admin');
  return [...call.quay.world.apiTokens.values()].filter((token) => token.user === username);
}

function findGranted(call: ApiCall): ApiToken {
  const uuid = call.params['access_token_uuid'];
  const token = granted(call).find((candidate) => candidate.uuid === uuid);
  if (token === undefined) {
    throw notFound();
  }
  return token;
}

function authorizationView(call: ApiCall, token: ApiToken): object {
  const found = call.quay.world.findApplication(token.clientId);
  if (found === undefined) {
    throw new Error(`the API token ${token.uuid} has no application`);
  }
  const { application, organization } = found;
  return {
    application: {
      name: application.name,
      description: application.description,
      url: application.applicationUri,
      avatar: avatar(application.name, 'app'),
      organization: { name: organization.name, avatar: avatar(organization.name, 'org') },
    },
    scopes: [...token.scopes].map(scopeView),
    uuid: token.uuid,
  };
}
