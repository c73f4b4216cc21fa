import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { TokenRecord } from '../../../core/token.ts';
import type { Authorization } from '../../../net/http/http.ts';
import type { Facts } from '../client/facts.ts';
import type { RefreshRequest } from '../client/tokens-api.ts';
import { authorizationOf, opensAccess, secretOf } from '../connect/authorization.ts';
import { generationOf, type JfrogContext } from '../context.ts';
import type { Created } from '../wire/created.ts';
import { sameUser } from './subject.ts';

/**
 * Exchanges a pair for a new one. The token itself asks first. Platforms differ in whether one that
 * has ended still may (docs/registries/jfrog.md §2.2): a 401 refuses whoever asks and spends
 * nothing, so the account's own sign-in asks once more, where it is of the same user. Rejects with
 * `sign-in-expired` when that was refused, too, and with `forbidden` when there is nobody to ask:
 * the account is another user's, or its sign-in is dead.
 */
export async function exchange(
  context: JfrogContext,
  facts: Facts,
  record: TokenRecord,
  request: RefreshRequest,
  signal: AbortSignal,
): Promise<Created> {
  const { tokens } = generationOf(context, facts);
  try {
    return await tokens.refresh(request, signal);
  } catch (error) {
    // Before 7.21.1 nobody asks: the pair speaks for itself.
    if (!isRefused(error) || facts.generation === 'legacy') throw error;
    if (facts.userName !== '' && !sameUser(facts.userName, record.subject)) {
      throw ofAnother(context, facts, record, error);
    }
    const as = await another(context, request);
    if (as === undefined) throw error;
    return await tokens.refresh({ ...request, as }, signal).catch(async (again: unknown) => {
      throw isRefused(again) && !(await isAlive(context, signal))
        ? signInDead(record, again)
        : again;
    });
  }
}

const isRefused = (error: unknown): error is RegistryError =>
  error instanceof RegistryError && error.code === 'sign-in-expired';

/** Whether it was the pair that was refused, and not the account's sign-in that asked for it. */
async function isAlive({ facts }: JfrogContext, signal: AbortSignal): Promise<boolean> {
  facts.forget();
  try {
    await facts.get(signal);
    return true;
  } catch (error) {
    if (isRefused(error)) return false;
    throw error;
  }
}

const signInDead = (record: TokenRecord, cause: RegistryError): RegistryError =>
  new RegistryError(
    'forbidden',
    t(
      '{0} was not refreshed: it has ended or was revoked, and the account’s own sign-in was refused as well. Sign in again, and try once more.',
      record.label,
    ),
    { cause, repair: 'sign-in' },
  );

/** The account's own sign-in, unless it is the token that was refused. */
async function another(
  { connection }: JfrogContext,
  { token }: RefreshRequest,
): Promise<Authorization | undefined> {
  const own = await authorizationOf(connection);
  const canAsk = own !== undefined && opensAccess(own) && !secretOf(own).equals(token);
  return canAsk ? own : undefined;
}

const ofAnother = (
  { api }: JfrogContext,
  facts: Facts,
  record: TokenRecord,
  cause: RegistryError,
): RegistryError =>
  new RegistryError(
    'forbidden',
    t(
      '{0} no longer accepts {1}, so at most its owner {2} may have it refreshed, and this account signs in as {3}. Issue a new one.',
      api.host,
      record.label,
      record.subject,
      facts.userName,
    ),
    { cause, repair: null },
  );
