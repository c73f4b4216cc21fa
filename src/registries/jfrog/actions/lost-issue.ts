import { t } from '../../../core/l10n.ts';
import type { Item } from '../../contract/item.ts';
import type { Look } from '../../shared/rest/lost-answer.ts';
import type { Facts } from '../client/facts.ts';
import type { CreateRequest } from '../client/tokens-api.ts';
import { generationOf, type JfrogContext } from '../context.ts';
import type { Generation } from '../generations/generation.ts';
import { tokenLists, tokenPath } from '../paths.ts';
import { accessRecordId } from '../records.ts';
import type { TokenItem } from '../wire/token.ts';

/** Clocks of server and client differ a little; an older token than this was there before. */
const tolerance = 60_000;

/**
 * The secret of a token whose answer was lost cannot be had any more: what can be found out is
 * whether there is such a token, so that it can be revoked.
 */
export function lookForIssued(
  context: JfrogContext,
  facts: Facts,
  item: Item,
  request: CreateRequest,
  startedAt: number,
): Look {
  return async (signal) => {
    const generation = generationOf(context, facts);
    const query = request.username === undefined ? {} : { username: request.username };
    const [only] = (await generation.tokens.list(query, signal)).filter(
      (token) => isAsked(token, request, startedAt) && !isHeld(context, token),
    );
    if (only === undefined) return { message: notListed(generation, facts, request), changed: [] };
    return {
      message: t(
        'The token was issued, but its secret is lost. Revoke it ({0}) and issue another one.',
        only.id,
      ),
      changed: tokenLists,
      reveal: tokenPath(item.path, only.id),
    };
  };
}

/** Whether a listed token is of the time, the words and at most the life of a request. */
function isAsked(
  { issuedAt, expiry, description }: TokenItem,
  request: CreateRequest,
  startedAt: number,
): boolean {
  const unit = issuedAt > 1e11 ? 1 : 1000;
  const life = expiry === undefined ? Infinity : (expiry - issuedAt) * unit;
  return (
    issuedAt * unit >= startedAt - tolerance &&
    description === (request.description ?? '') &&
    (request.expires_in === 0 || life <= request.expires_in * 1000)
  );
}

/** A token whose answer came here is another one. */
function isHeld({ connection }: JfrogContext, { id }: TokenItem): boolean {
  const record = accessRecordId(connection.account.id, id);
  return connection.keeping?.records().some((held) => held.id === record) === true;
}

/** What it means that no list has the token: the server's own threshold is not told. */
function notListed(generation: Generation, facts: Facts, request: CreateRequest): string {
  const wish = {
    refreshable: request.refreshable === true,
    forceRevocable: request.force_revocable === true,
  };
  const seconds = request.expires_in === 0 ? undefined : request.expires_in;
  if (!generation.fate(facts, { seconds, ...wish }).listed) {
    return t('Unknown: the server does not list tokens with so short a life.');
  }
  return generation.fate(facts, { seconds: 0, ...wish }).listed || seconds === undefined
    ? t('The token was not issued.')
    : t(
        'The server lists no such token, so it was not issued, unless this server lists only tokens that live longer.',
      );
}
