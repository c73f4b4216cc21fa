import { json, noContent } from '../../http/reply.ts';
import { rfc2822, rfc2822OrNull } from '../dates.ts';
import type { ApiCall, ApiRoute } from '../context.ts';
import { notFound } from '../errors.ts';
import type { AppToken } from '../model.ts';
import type { QuaySettings } from '../settings.ts';
import { requiredObject } from './body.ts';
import { requireFreshLogin, requireUser } from './guards.ts';
import { booleanParameter } from './query.ts';

const FOUR_WEEKS_MS = 28 * 24 * 60 * 60 * 1000;
/** Expired tokens are swept away after a day (`EXPIRED_APP_SPECIFIC_TOKEN_GC`). */
const SWEEP_AFTER_MS = 24 * 60 * 60 * 1000;

const common = {
  scope: 'user:admin',
  when: (settings: QuaySettings) => settings.appSpecificTokens,
};

/** Tokens for the user's own command line (docs/registries/quay.md §2.6). */
export const appTokenRoutes: readonly ApiRoute[] = [
  {
    ...common,
    method: 'GET',
    path: '/api/v1/user/apptoken',
    operation: 'listAppTokens',
    handle: (call) => {
      const { username } = requireUser(call, 'user:admin');
      const { query } = call.request;
      const onlyExpiring = query.has('expiring')
        ? booleanParameter(query, 'expiring', false)
        : null;
      const tokens = [...call.quay.world.appTokens.values()].filter(
        (token) =>
          token.owner === username &&
          !isSwept(call, token) &&
          (onlyExpiring !== true || isExpiring(call, token)),
      );
      return json(200, { tokens: tokens.map(appTokenView), only_expiring: onlyExpiring });
    },
  },
  {
    ...common,
    method: 'POST',
    path: '/api/v1/user/apptoken',
    operation: 'createAppToken',
    handle: (call) => {
      const { username } = requireUser(call, 'user:admin');
      requireFreshLogin(call);
      const { title } = requiredObject(call.request, { title: { required: true } });
      const { appTokenLifetime } = call.quay.settings;
      const token = call.quay.world.addAppToken({
        owner: username,
        title: title as string,
        expiration:
          appTokenLifetime === null ? null : call.quay.clock.now() + appTokenLifetime * 1000,
      });
      return json(200, { token: { ...appTokenView(token), token_code: token.code } });
    },
  },
  {
    ...common,
    method: 'GET',
    path: '/api/v1/user/apptoken/{token_uuid}',
    operation: 'getAppToken',
    handle: (call) => {
      const token = ownToken(call);
      if (token.expiration !== null && token.expiration <= call.quay.clock.now()) {
        throw notFound();
      }
      return json(200, { token: { ...appTokenView(token), token_code: token.code } });
    },
  },
  {
    ...common,
    method: 'DELETE',
    path: '/api/v1/user/apptoken/{token_uuid}',
    operation: 'revokeAppToken',
    handle: (call) => {
      call.quay.world.appTokens.delete(ownToken(call).uuid);
      return noContent();
    },
  },
];

function ownToken(call: ApiCall): AppToken {
  const { username } = requireUser(call, 'user:admin');
  requireFreshLogin(call);
  const token = call.quay.world.appTokens.get(call.params['token_uuid'] ?? '');
  if (token?.owner !== username || isSwept(call, token)) {
    throw notFound();
  }
  return token;
}

function appTokenView(token: AppToken): object {
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

/** Within a tenth of the configured lifetime, or of four weeks, of its end. */
function isExpiring(call: ApiCall, token: AppToken): boolean {
  const { appTokenLifetime } = call.quay.settings;
  const window = (appTokenLifetime === null ? FOUR_WEEKS_MS : appTokenLifetime * 1000) / 10;
  return token.expiration !== null && token.expiration <= call.quay.clock.now() + window;
}
