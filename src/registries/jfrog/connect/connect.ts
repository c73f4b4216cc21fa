import { RegistryError } from '../../../core/errors.ts';
import { formatInstant } from '../../../core/instant.ts';
import { t } from '../../../core/l10n.ts';
import { claimedBy } from '../../../jwt/of-secret.ts';
import type { Connection } from '../../contract/connection.ts';
import type { Connected } from '../../contract/registry.ts';
import { generationOf, jfrogContext } from '../context.ts';
import { tokenShapes } from '../token-shapes.ts';

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
  // Before 7.53 nobody else has taken the token yet; a legacy sign-in has told the version.
  if (facts.generation === 'scoped' && facts.signIn === undefined) await mustList(context, signal);
  const name = facts.userName === '' ? context.api.host : facts.userName;
  return {
    userName: name,
    label: `${name}@${context.api.host}`,
    remarks: [...generationOf(context, facts).remarks(facts), ...(await endOf(connection))],
  };
}

/** An older server is asked for the list in the place of `/me`: both demand a good token. */
async function mustList(
  { generations }: ReturnType<typeof jfrogContext>,
  signal: AbortSignal,
): Promise<void> {
  try {
    await generations.scoped.tokens.list({}, signal);
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code !== 'sign-in-expired') throw error;
    throw new RegistryError('not-authorized', error.message, { status: 401, cause: error });
  }
}

/** What the person should know of the sign-in itself: that it ends soon. */
async function endOf(connection: Connection): Promise<readonly string[]> {
  const { token, refresh } = await connection.signIn();
  const lifetime = token === undefined ? undefined : claimedBy(token, [tokenShapes]).lifetime;
  const isSoon =
    lifetime?.kind === 'until' && lifetime.at - connection.clock.now() < 7 * 86_400_000;
  return isSoon && refresh === undefined
    ? [t('The token you sign in with ends on {0}.', formatInstant(lifetime.at).local)]
    : [];
}
