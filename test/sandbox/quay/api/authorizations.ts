import { json, noContent } from '../../http/reply.ts';
import type { ApiCall, ApiRoute } from '../context.ts';
import { notFound } from '../errors.ts';
import type { ApiToken } from '../model.ts';
import { requireUser } from './guards.ts';

/** API tokens that the user has granted; hidden from discovery (docs/registries/quay.md §2.7). */
export const authorizationRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/api/v1/user/authorizations',
    operation: 'listUserAuthorizations',
    scope: 'user:admin',
    internal: true,
    handle: (call) =>
      json(200, { authorizations: granted(call).map((token) => authorizationView(call, token)) }),
  },
  {
    method: 'DELETE',
    path: '/api/v1/user/authorizations/{access_token_uuid}',
    operation: 'deleteUserAuthorization',
    scope: 'user:admin',
    internal: true,
    handle: (call) => {
      const uuid = call.params['access_token_uuid'];
      const token = granted(call).find((candidate) => candidate.uuid === uuid);
      if (token === undefined) {
        throw notFound();
      }
      call.quay.world.apiTokens.delete(token.secret);
      return noContent();
    },
  },
];

function granted(call: ApiCall): ApiToken[] {
  const { username } = requireUser(call, 'user:admin');
  return [...call.quay.world.apiTokens.values()].filter((token) => token.user === username);
}

function authorizationView(call: ApiCall, token: ApiToken): object {
  for (const organization of call.quay.world.organizations.values()) {
    const application = organization.applications.get(token.clientId);
    if (application !== undefined) {
      return {
        application: {
          name: application.name,
          description: application.description,
          url: application.applicationUri,
          organization: { name: organization.name },
          clientId: application.clientId,
        },
        scopes: [...token.scopes].map((scope) => ({ scope, title: scope, description: scope })),
        uuid: token.uuid,
      };
    }
  }
  return { application: null, scopes: [], uuid: token.uuid };
}
