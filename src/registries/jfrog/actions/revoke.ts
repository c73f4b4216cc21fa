import { exactAmount, longAmount } from '../../../core/duration.ts';
import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { Action, Consequence } from '../../contract/action.ts';
import type { Item } from '../../contract/item.ts';
import { day } from '../../shared/details.ts';
import { orLook } from '../../shared/rest/lost-answer.ts';
import { type Facts, isSignIn } from '../client/facts.ts';
import { generationOf, type JfrogContext } from '../context.ts';
import { placeOf, tokenLists } from '../paths.ts';
import { accessRecordId } from '../records.ts';

/** Revokes tokens by their ids, one or many. */
export function revoke(context: JfrogContext): Action {
  return {
    several: true,
    consequence: async (items, _values, signal) =>
      consequence(context, await context.facts.get(signal), items),
    run: async (item, _values, signal) => {
      const { tokens } = generationOf(context, await context.facts.get(signal));
      const id = idOf(item);
      const gone = (message: string): Outcome => ({
        message,
        ended: [accessRecordId(context.connection.account.id, id)],
        changed: tokenLists,
        reveal: item.path.slice(0, -1),
      });
      const sentence = t(
        'The answer from {0} was lost: {1} may have been revoked or not.',
        context.api.host,
        item.label,
      );
      const change = tokens.revoke(id, signal).catch((error: unknown) => {
        throw notRevocable(error, item);
      });
      const done = await orLook(change, sentence, async (later) =>
        (await tokens.has(id, later))
          ? { message: t('{0} is still there.', item.label), changed: [] }
          : gone(t('{0} is gone. Services may accept it for a few more minutes.', item.label)),
      );
      return done === 'revoked'
        ? gone(t('{0} was revoked. Services may accept it for a few more minutes.', item.label))
        : gone(t('{0} no longer existed: it was revoked before, or had ended.', item.label));
    },
  };
}

function consequence(context: JfrogContext, facts: Facts, items: readonly Item[]): Consequence {
  const [first] = items;
  const only = items.length === 1 ? first : undefined;
  const own = items.some((item) => isSignIn(facts, idOf(item)));
  const generation = generationOf(context, facts);
  const firm = items.filter(
    (item) =>
      !generation.fate(facts, { seconds: lifeOf(item), refreshable: isRefreshable(item) })
        .revocable,
  );
  return {
    message:
      only === undefined
        ? t('Revoke {0} tokens?', items.length)
        : t('Revoke {0}, a token of {1}?', only.label, only.token?.subject ?? ''),
    detail: [
      ...(own ? [ofSignIn(context.connection.account.label, only !== undefined)] : []),
      t(
        'A revoked token cannot be brought back. Services cache what they know of it: it may be accepted for a few more minutes, and logins to images for up to one hour.',
      ),
      ...(firm.length > 0 ? [ofFirm(firm.length, only !== undefined)] : []),
    ].join('\n'),
  };
}

const ofSignIn = (account: string, isOnly: boolean): string =>
  isOnly
    ? t('This account signs in with it: you must sign in to {0} again.', account)
    : t('This account signs in with one of them: you must sign in to {0} again.', account);

const ofFirm = (count: number, isOnly: boolean): string =>
  isOnly
    ? t('It lives under 6 hours: by default the server refuses to revoke such a token.')
    : count === 1
      ? t('One of them lives under 6 hours: by default the server refuses to revoke it.')
      : t(
          '{0} of them live under 6 hours: by default the server refuses to revoke such tokens.',
          count,
        );

/** Seconds; `undefined` for one that never ends. */
function lifeOf({ token }: Item): number | undefined {
  if (token?.lifetime.kind !== 'until' || token.issuedAt === undefined) return undefined;
  return Math.round((token.lifetime.at - token.issuedAt) / 1000);
}

const isRefreshable = (item: Item): boolean => item.can.includes('refresh');

/**
 * The server names times in milliseconds when it refuses (docs/registries/jfrog.md §2.5): they
 * become a sentence.
 */
function notRevocable(error: unknown, item: Item): unknown {
  if (!(error instanceof RegistryError) || error.status !== 400) return error;
  const time = (name: string) =>
    Number(new RegExp(`${name}: (\\d{9,15})`).exec(error.message)?.[1] ?? Number.NaN);
  const [expires, issued] = [time('expirationTimeMillis'), time('issuedAtMillis')];
  const threshold = /revocableExpiryThresholdMillis: (\d{1,15})/.exec(error.message)?.[1];
  if (Number.isNaN(expires) || Number.isNaN(issued) || threshold === undefined) return error;
  const span = (milliseconds: number) => longAmount(exactAmount(milliseconds));
  return new RegistryError(
    'unsupported',
    t(
      '{0} cannot be revoked: it lives for {1}, and this server revokes only tokens that live for {2} or more. It ends on {3}.',
      item.label,
      span(expires - issued),
      span(Number(threshold)),
      `${day(expires)} ${new Date(expires).toISOString().slice(11, 16)} UTC`,
    ),
    { cause: error, status: 400, repair: null },
  );
}

function idOf(item: Item): string {
  const place = placeOf(item.path);
  if (place.at !== 'token') throw new TypeError('the row is no token');
  return place.id;
}
