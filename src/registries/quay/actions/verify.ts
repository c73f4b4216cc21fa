import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Secret } from '../../../core/secret.ts';
import type { TokenRecord, TokenSecrets } from '../../../core/token.ts';
import { claimedBy, decodeSecret } from '../../../jwt/of-secret.ts';
import type { Detail } from '../../contract/item.ts';
import type { Verification } from '../../contract/registry.ts';
import { type ErrorBody, readErrorBody } from '../client/error-body.ts';
import type { ServerFacts } from '../client/server-facts.ts';
import { grantedScopes, readAccess } from '../connect/granted.ts';
import type { QuayContext } from '../context.ts';
import { placeOf } from '../paths.ts';
import { readPermissions } from '../rows/permissions.ts';
import { readRegistryToken } from '../wire/registry-token.ts';

/**
 * Asks the image registry whether it takes a token: a login without any scope, which grants nothing
 * but counts as a use (docs/registries/quay.md §1.3, §8.1). A robot's token is then asked for the
 * repositories it is known to have.
 */
export async function verify(
  context: QuayContext,
  record: TokenRecord,
  { token }: TokenSecrets,
  signal: AbortSignal,
): Promise<Verification> {
  const { api, login } = context;
  const facts = await context.facts.get(signal);
  const user = record.loginName ?? record.subject;
  const credentials = { user, password: token, service: facts.registryHost };
  const reply = await login.login({ ...credentials, scopes: [] }, signal);
  if (reply.status === 401) return refused(api.host, refusal(readErrorBody(reply)));
  const now = context.connection.clock.now();
  if (reply.status === 500 && decodeSecret(token).kind === 'jwt') {
    return refusedJwt(api.host, token, now);
  }
  if (reply.status !== 200) throw api.failure(reply);
  api.read(reply, readRegistryToken);
  context.memory.keepVerified(user, context.connection.clock.now());
  return {
    state: 'accepted',
    message: t('{0} accepts the token of {1}.', api.host, user),
    details: await grants(context, record, token, facts, signal),
  };
}

const refused = (host: string, reason: string): Verification => ({
  state: 'refused',
  message: t('{0} refuses the token: {1}', host, reason),
  details: [],
});

/** The server's words (docs/registries/quay.md §1.3) as reasons. */
function refusal({ words }: ErrorBody): string {
  if (/supplied password/i.test(words)) {
    return t('it is not the robot’s current token; perhaps that was regenerated.');
  }
  if (/with specified username/i.test(words))
    return t('there is no such robot; it may have been deleted.');
  if (/owner \S+ is disabled/i.test(words)) return t('the owner of the robot is disabled.');
  if (/robot accounts? have been disabled/i.test(words)) {
    return t('the administrator has switched robots off.');
  }
  // All that it says of an app token (docs/registries/quay.md §2.6).
  return words === '' || words === 'Invalid token'
    ? t('it is wrong, has expired or was revoked.')
    : words;
}

/**
 * An expired or foreign JWT makes the server fail where it should refuse
 * (docs/registries/quay.md §1.3).
 */
function refusedJwt(host: string, token: Secret, now: number): Verification {
  const { lifetime } = claimedBy(token);
  if (lifetime.kind === 'until' && lifetime.at <= now) return refused(host, t('it has expired.'));
  return {
    state: 'unknown',
    message: t('{0} failed on the token, as it does for tokens that it did not sign itself.', host),
    details: [],
  };
}

/** What the registry grants on the repositories that the robot has rights on; one line each. */
async function grants(
  context: QuayContext,
  record: TokenRecord,
  token: Secret,
  facts: ServerFacts,
  signal: AbortSignal,
): Promise<readonly Detail[]> {
  const place = placeOf(record.path);
  if (place.at !== 'token') return [];
  try {
    const permissions = await readPermissions(context, place.robot, signal);
    if (permissions.length === 0) return [];
    const reply = await context.login.login(
      {
        user: record.loginName ?? record.subject,
        password: token,
        service: facts.registryHost,
        scopes: grantedScopes(place.robot.namespace, permissions),
      },
      signal,
    );
    if (reply.status !== 200) return [];
    return readAccess(context.api.read(reply, readRegistryToken));
  } catch (error) {
    // The answer is known already: what else could have been said does not spoil it.
    if (!(error instanceof RegistryError) || error.code === 'cancelled') throw error;
    return [{ label: t('Repositories'), value: error.message }];
  }
}
