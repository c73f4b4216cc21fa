import { claimedBy } from '../../../jwt/of-secret.ts';
import { tokenShapes } from '../token-shapes.ts';
import { renewalDue } from '../../../core/renewal.ts';
import { RegistryError } from '../../../core/errors.ts';
import type { SignIn } from '../../../core/sign-in.ts';
import type { Connection } from '../../contract/connection.ts';
import type { Timer } from '../../../core/concurrency/timer.ts';
import { arrival } from './arrival.ts';
import { opensAccess } from './authorization.ts';
import { LegacyTokensClient } from '../client/legacy-tokens-client.ts';
import { TokensClient } from '../client/tokens-client.ts';
import { JfrogApi } from '../client/api.ts';
import { claimOf } from '../wire/created.ts';

/** The id in the token of a sign-in, which says nothing to whoever reads it. */
const idOf = ({ token }: SignIn): string => (token === undefined ? '' : claimOf(token, 'jti'));

/**
 * A connection whose sign-in is refreshed before it ends, where a refresh token came with it (a
 * browser login brings one). One window does it, under the lock of all, and the new pair is stored
 * before it is used (docs/registries/jfrog.md §2.2).
 */
export function renewingConnection(connection: Connection, timer: Timer): Connection {
  const { keeping, clock, account } = connection;
  if (keeping === undefined) return connection;
  const isDue = ({ token, refresh }: SignIn): boolean => {
    if (token === undefined || refresh === undefined) return false;
    const { lifetime, issuedAt } = claimedBy(token, [tokenShapes]);
    const due = renewalDue(lifetime, issuedAt);
    return due !== undefined && due <= clock.now();
  };
  let renewing: Promise<void> | undefined;
  const renew = async (): Promise<void> => {
    const { signal } = new AbortController();
    await keeping.exclusive(
      `sign-in ${account.id}`,
      async (turn) => {
        // Another window may have been first: what it has stored in place of the spent token comes
        // here a moment later.
        const look = async () => {
          const signIn = await connection.signIn();
          return turn.note !== undefined && turn.note === idOf(signIn) ? undefined : signIn;
        };
        const signIn = await arrival(look, timer, signal);
        const { token, refresh } = signIn ?? {};
        if (signIn === undefined || token === undefined || refresh === undefined) return;
        if (!isDue(signIn)) return;
        const api = new JfrogApi(connection, timer);
        const isScoped = opensAccess({ scheme: 'bearer', token });
        const tokens = isScoped ? new TokensClient(api) : new LegacyTokensClient(api);
        const { secrets } = await tokens.refresh({ token, refresh, reference: false }, signal);
        await keeping.replaceSignIn({
          token: secrets.token,
          ...(secrets.refresh === undefined ? {} : { refresh: secrets.refresh }),
        });
        await turn.leave(idOf(signIn));
      },
      signal,
    );
  };
  return {
    ...connection,
    signIn: async () => {
      const signIn = await connection.signIn();
      if (!isDue(signIn)) return signIn;
      try {
        await (renewing ??= renew().finally(() => (renewing = undefined)));
      } catch (error) {
        // The present one is used as long as it lives; its own refusal tells the person.
        if (!(error instanceof RegistryError)) throw error;
        return signIn;
      }
      return connection.signIn();
    },
  };
}
