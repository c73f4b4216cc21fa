import type { Turn } from '../../../core/concurrency/exclusive.ts';
import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { Secret } from '../../../core/secret.ts';
import type { IssuedToken, TokenRecord } from '../../../core/token.ts';
import type { Action } from '../../contract/action.ts';
import type { Item } from '../../contract/item.ts';
import type { Keeping } from '../../contract/keeping.ts';
import { sendOnce } from '../../shared/rest/send-once.ts';
import type { Facts } from '../client/facts.ts';
import type { TokensApi } from '../client/tokens-api.ts';
import { arrival } from '../connect/arrival.ts';
import { generationOf, type JfrogContext } from '../context.ts';
import { tokenLists } from '../paths.ts';
import { createdToken } from '../records.ts';
import { exchange } from './exchange.ts';

/**
 * Exchanges a held token for a new pair. A refresh token is good once, so one window does it under
 * the lock of all; the new pair is stored before anybody uses it. What another window has done
 * meanwhile is taken over, and what cannot be repaired is explained.
 */
export function refresh(context: JfrogContext): Action {
  return {
    run: async (item, _values, signal) => {
      const { keeping } = context.connection;
      if (item.token === undefined || keeping === undefined) {
        throw new TypeError('the row has no token to refresh');
      }
      const record = item.token;
      const facts = await context.facts.get(signal);
      return keeping.exclusive(
        `refresh ${record.id}`,
        (turn) => renew(context, facts, { keeping, turn }, record, item, signal),
        signal,
      );
    },
  };
}

/** What is held, and the turn at spending it. */
interface Hold {
  readonly keeping: Keeping;
  readonly turn: Turn;
}

async function renew(
  context: JfrogContext,
  facts: Facts,
  { keeping, turn }: Hold,
  record: TokenRecord,
  item: Item,
  signal: AbortSignal,
): Promise<Outcome> {
  const done = await elsewhere(context, { keeping, turn }, record, signal);
  if (done !== undefined) return done;
  const secrets = await keeping.secrets(record.id);
  if (secrets?.refresh === undefined) throw notHeld(record);
  const request = {
    token: secrets.token,
    refresh: secrets.refresh,
    reference: secrets.reference !== undefined,
  };
  const sentence = t(
    'The answer from {0} was lost: the refresh token of {1} may have been spent or not.',
    context.api.host,
    record.label,
  );
  const { tokens } = generationOf(context, facts);
  try {
    const created = await sendOnce(request.refresh, keeping.singleUse, {
      send: () => exchange(context, facts, record, request, signal),
      lost: () =>
        new RegistryError('lost-answer', sentence, {
          look: (later) => lookAtOld(context, tokens, record, { keeping, ...request }, later),
        }),
      refused: () => refusedBefore(record),
    });
    const issued = successor(
      createdToken(context, generationOf(context, facts), facts, created, {
        description: record.label,
        forceRevocable: false,
      }),
      record,
    );
    const isKept = await keepAtOnce(keeping, issued);
    await turn.leave(issued.record.id);
    return {
      message: t('{0} was refreshed; the old token no longer works.', record.label),
      issued,
      isKept,
      ended: [record.id],
      changed: tokenLists,
      reveal: [...item.path.slice(0, -1), issued.record.path.at(-1) ?? ''],
    };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    if (error.code === 'sign-in-expired') throw tooLate(record, error);
    if (error.code !== 'not-found') throw error;
    // Spent: by a window on another machine with the same storage, or by another program.
    const other = await elsewhere(context, { keeping, turn }, record, signal);
    if (other !== undefined) return other;
    throw spent(record, error);
  }
}

/** The new token stands in the place of the old one. */
const successor = ({ record, secrets }: IssuedToken, old: TokenRecord): IssuedToken => ({
  record: { ...record, label: old.label, replaces: old.id },
  secrets,
});

/** When storing fails here, the caller stores the outcome once more, and rescues it if that fails. */
const keepAtOnce = (keeping: Keeping, issued: IssuedToken): Promise<boolean> =>
  keeping.keep(issued).then(
    () => true,
    () => false,
  );

/**
 * What there is to do when another window has refreshed the token: show the new one, once it is
 * here. To spend the old pair again would be in vain, and looks like theft to a server.
 */
async function elsewhere(
  { timer }: JfrogContext,
  { keeping, turn }: Hold,
  record: TokenRecord,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  const successorId = (await keeping.successor(record.id))?.id ?? turn.note;
  if (successorId === undefined) return undefined;
  const other = await arrival(() => keeping.held(successorId), timer, signal);
  if (other === undefined) throw notHere(record);
  return {
    message: t('{0} has been refreshed already, in another window.', record.label),
    ended: [record.id],
    changed: tokenLists,
    reveal: other.path,
  };
}

/**
 * In a browser, windows read the secret store when they are loaded, and what they write overwrites
 * what others wrote: so nothing is changed here.
 */
const notHere = (record: TokenRecord): RegistryError =>
  new RegistryError(
    'timeout',
    t(
      '{0} was refreshed in another window, and the new token has not come here. Reload this window to have it here, too.',
      record.label,
    ),
    { repair: null },
  );

const notHeld = (record: TokenRecord): RegistryError =>
  new RegistryError(
    'not-found',
    t(
      'The refresh token of {0} is not kept on this machine, and the server does not show it again.',
      record.label,
    ),
    { repair: null },
  );

const spent = (record: TokenRecord, cause?: RegistryError): RegistryError =>
  new RegistryError(
    'not-found',
    t(
      'The refresh token of {0} was used already: by another program, or by a refresh whose answer was never stored. The token beside it no longer works. Issue a new one, and revoke the one that came in its place if the list shows it.',
      record.label,
    ),
    { cause, repair: null },
  );

/** A refresh token that the server refused is not sent again, whatever the reason was. */
const refusedBefore = (record: TokenRecord): RegistryError =>
  new RegistryError(
    'unsupported',
    t(
      'The server has refused before to refresh {0}: its refresh token was used already, or the token ended too long ago or was revoked. Issue a new one.',
      record.label,
    ),
    { repair: null },
  );

/** It is the old token that was refused, not the account's sign-in. */
const tooLate = (record: TokenRecord, cause: RegistryError): RegistryError =>
  new RegistryError(
    'unsupported',
    t(
      '{0} can no longer be refreshed: it ended too long ago, or was revoked. Issue a new one.',
      record.label,
    ),
    { cause, status: 401, repair: null },
  );

/** A token that still counts was not exchanged, and its companion is still good. */
async function lookAtOld(
  { connection }: JfrogContext,
  tokens: TokensApi,
  record: TokenRecord,
  { keeping, refresh: sent }: Pick<Hold, 'keeping'> & { readonly refresh: Secret },
  signal: AbortSignal,
): Promise<Outcome> {
  const id = record.path.at(-1)?.replace(/^token:/, '') ?? '';
  if (await tokens.has(id, signal)) {
    await keeping.singleUse.giveBack(sent);
    return {
      message: t('{0} was not refreshed: the old token is still there. Try again.', record.label),
      changed: [],
    };
  }
  const { lifetime } = record;
  const hasEnded = lifetime.kind === 'until' && lifetime.at <= connection.clock.now();
  return {
    message: hasEnded
      ? t(
          'Unknown: {0} has ended, and the server knows it no more, refreshed or not. Issue a new one, and revoke the one that came in its place if the list shows it.',
          record.label,
        )
      : t(
          '{0} was refreshed, but the new token was lost on the way and cannot be read again. Issue a new one, and revoke the lost one.',
          record.label,
        ),
    changed: tokenLists,
  };
}
