import type { Reply } from '../../http/message.ts';
import { json, noContent } from '../../http/reply.ts';
import { rfc2822, rfc2822OrNull } from '../dates.ts';
import type { ApiCall, ApiRoute } from '../context.ts';
import { notFound } from '../errors.ts';
import type { AppToken } from '../model.ts';
import type { QuaySettings } from '../settings.ts';
import type { Schema } from '../schema/validate.ts';
import { audit } from './audit.ts';
import { requiredObject } from './body.ts';
import { requireFreshLogin, requireUser } from './guards.ts';
import { booleanParameter } from './query.ts';

const FOUR_WEEKS_MS = 28 * 24 * 60 * 60 * 1000;
/** Expired tokens are swept away after a day (`EXPIRED_APP_SPECIFIC_TOKEN_GC`). */
const SWEEP_AFTER_MS = 24 * 60 * 60 * 1000;

const NEW_TOKEN: Schema = {
  type: 'object',
  required: ['title'],
  properties: { title: { type: 'string', description: 'The user-defined title for the token' } },
};
const common = {
  scope: 'user:admin',
  when: (settings: QuaySettings) => settings.appSpecificTokens,
};
const collection = {
  ...common,
  resource: 'appspecifictokens.AppTokens',
  path: '/api/v1/user/apptoken',
};
const one = {
  ...common,
  resource: 'appspecifictokens.AppToken',
  path: '/api/v1/user/apptoken/{token_uuid}',
  pathParameters: [['token_uuid', 'The uuid of the app specific token']] as const,
};
export const EXPIRING = {
  name: 'expiring',
  about: 'If true, only returns those tokens expiring soon',
  type: 'boolean',
} as const;

/** Tokens for the user's own command line (docs/registries/quay.md §2.6). */
export const appTokenRoutes: readonly ApiRoute[] = [
  {
    ...collection,
    method: 'GET',
    operation: 'listAppTokens',
    about: 'Lists the app specific tokens for the current user.',
    query: [EXPIRING],
    handle: (call) => {
      const { username } = requireUser(call, 'user:admin');
      return listAppTokens(call, ({ owner }) => owner === username, appTokenView);
    },
  },
  {
    ...collection,
    method: 'POST',
    operation: 'createAppToken',
    about: 'Create a new app specific token for user.',
    body: ['NewToken', NEW_TOKEN],
    handle: (call) => {
      const { username } = requireUser(call, 'user:admin');
      requireFreshLogin(call);
      const { title } = requiredObject(call.request, NEW_TOKEN);
      const { appTokenLifetime } = call.quay.settings;
      const token = call.quay.world.addAppToken({
        owner: username,
        title: title as string,
        expiration:
          appTokenLifetime === null ? null : call.quay.clock.now() + appTokenLifetime * 1000,
      });
      log(call, 'create_app_specific_token', token);
      return json(200, { token: { ...appTokenView(token), token_code: token.code } });
    },
  },
  {
    ...one,
    method: 'GET',
    operation: 'getAppToken',
    about: 'Returns a specific app token for the user.',
    handle: (call) => {
      const token = ownToken(call);
      if (token.expiration !== null && token.expiration <= call.quay.clock.now()) {
        throw notFound();
      }
      return json(200, { token: { ...appTokenView(token), token_code: token.code } });
    },
  },
  {
    ...one,
    method: 'DELETE',
    operation: 'revokeAppToken',
    about: 'Revokes a specific app token for the user.',
    handle: (call) => {
      const token = ownToken(call);
      call.quay.world.appTokens.delete(token.uuid);
      log(call, 'revoke_app_specific_token', token);
      return noContent();
    },
  },
];

/**
 * The app tokens that `isShown` picks, the expiring ones alone if the query says so; as the
 * database has them in its index: those without an end first, then by their end.
 */
export function listAppTokens(
  call: ApiCall,
  isShown: (token: AppToken) => boolean,
  view: (token: AppToken) => object,
): Reply {
  const { query } = call.request;
  const onlyExpiring = query.has('expiring') ? booleanParameter(query, 'expiring', false) : null;
  const tokens = [...call.quay.world.appTokens.values()].filter(
    (token) =>
      isShown(token) && !isSwept(call, token) && (onlyExpiring !== true || isExpiring(call, token)),
  );
  const sorted = tokens.sort((one, other) => (one.expiration ?? 0) - (other.expiration ?? 0));
  return json(200, { tokens: sorted.map(view), only_expiring: onlyExpiring });
}

function ownToken(call: ApiCall): AppToken {
  const { username } = requireUser(call, 'user:admin');
  requireFreshLogin(call);
  const token = call.quay.world.appTokens.get(call.params['token_uuid'] ?? '');
  if (token?.owner !== username || isSwept(call, token)) {
    throw notFound();
  }
  return token;
}

function log(call: ApiCall, kind: string, token: AppToken): void {
  audit(call, kind, token.owner, {
    app_specific_token_title: token.title,
    app_specific_token: token.uuid,
  });
}

/** `AppToken` of docs/registries/quay.md §2.6, without its secret. */
export function appTokenView(token: AppToken): object {
  return {
    uuid: token.uuid,
    title: token.title,
    last_accessed: rfc2822OrNull(token.lastAccessed),
    created: rfc2822(token.created),
    expiration: rfc2822OrNull(token.expiration),
  };
}

function isSwept(call: ApiCall, token: AppToken): boolean {
  return token.expiration !== null && token.expiration + SWEEP_AFTER_MS <= call.quay.clock.now();
}

/** Within a tenth of the configured lifetime, or of four weeks, of its end, and not beyond it. */
function isExpiring(call: ApiCall, token: AppToken): boolean {
  const { appTokenLifetime } = call.quay.settings;
  const window = (appTokenLifetime === null ? FOUR_WEEKS_MS : appTokenLifetime * 1000) / 10;
  const left = (token.expiration ?? Infinity) - call.quay.clock.now();
  return left > 0 && left <= window;
}
