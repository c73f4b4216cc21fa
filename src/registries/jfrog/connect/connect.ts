import { RegistryError } from '../../../core/errors.ts';
import { formatInstant } from '../../../core/instant.ts';
import { t } from '../../../core/l10n.ts';
import type { Connection } from '../../connection.ts';
import type { Connected } from '../../registry.ts';
import { claimedBy } from '../../../jwt/of-secret.ts';
import { jfrogContext } from '../context.ts';
import { hasFeature, mustHave, type Facts } from '../facts.ts';

/**
 * Signs in: asks the platform whom the token belongs to and what it may do. Rejects with
 * `not-authorized` for a token that is refused.
 */
export async function connect(connection: Connection, signal: AbortSignal): Promise<Connected> {
  const context = jfrogContext(connection);
  const facts = await context.facts.get(signal).catch((error: unknown) => {
    throw error instanceof RegistryError && error.code === 'sign-in-expired'
      ? new RegistryError('not-authorized', error.message, { status: 401, cause: error })
      : error;
  });
  mustHave(facts, 'scopedTokens');
  if (facts.signIn === undefined) await mustList(context, signal);
  const name = facts.userName === '' ? context.api.host : facts.userName;
  return {
    userName: name,
    label: `${name}@${context.api.host}`,
    remarks: await remarks(connection, facts),
  };
}

/** An older server is asked for the list in the place of `/me`: both demand a good token. */
async function mustList(
  { tokens }: ReturnType<typeof jfrogContext>,
  signal: AbortSignal,
): Promise<void> {
  try {
    await tokens.list({ order_by: 'created' }, signal);
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code !== 'sign-in-expired') throw error;
    throw new RegistryError('not-authorized', error.message, { status: 401, cause: error });
  }
}

/** What the person should know of the sign-in and of the server. */
async function remarks(connection: Connection, facts: Facts): Promise<readonly string[]> {
  const found: string[] = [];
  if (!hasFeature(facts, 'me') && facts.version !== undefined) {
    const lacking = [
      ...(hasFeature(facts, 'reference') ? [] : [t('reference tokens')]),
      ...(hasFeature(facts, 'never') ? [] : [t('tokens that never end')]),
      ...(hasFeature(facts, 'forceRevocable') ? [] : [t('short tokens made revocable')]),
    ];
    found.push(
      lacking.length === 0
        ? t('JFrog {0} is an older version; it works with what it has.', facts.version.join('.'))
        : t(
            'JFrog {0} is an older version: it has no {1}.',
            facts.version.join('.'),
            lacking.join(', '),
          ),
    );
  }
  const { token, refresh } = await connection.signIn();
  const lifetime = token === undefined ? undefined : claimedBy(token).lifetime;
  const isSoon =
    lifetime?.kind === 'until' && lifetime.at - connection.clock.now() < 7 * 86_400_000;
  if (isSoon && refresh === undefined) {
    found.push(t('The token you sign in with ends on {0}.', formatInstant(lifetime.at).local));
  }
  return found;
}
