import { isObject } from '../../core/is-object.ts';
import { t } from '../../core/l10n.ts';
import type { ItemPath } from '../../core/outcome.ts';
import { redact } from '../../core/redact.ts';
import type { TokenRecord } from '../../core/token.ts';
import type { ActionId } from '../../registries/contract/action-id.ts';
import type { Form, FormValues } from '../../registries/contract/form.ts';
import { actionCommands } from '../../registries/kinds.ts';
import type { Services } from '../services.ts';
import type { Target } from './pick/item.ts';

/** With what a token was issued, to issue another one like it. Plain, and never a secret. */
export interface LastTime {
  readonly accountId: string;
  /** The row: its path, type and label. */
  readonly path: ItemPath;
  readonly type: string;
  readonly label: string;
  readonly values: FormValues;
  /** The answers in a line, for the person. */
  readonly words: string;
  /** Ids of the tokens that were issued so, the latest first. */
  readonly records?: readonly string[];
}

/** What to issue without asking. */
export interface Again {
  readonly target: Target;
  readonly last: LastTime;
}

/** How many different ones are offered. */
const most = 5;

/** Of so many tokens it is remembered with what they were issued. */
const mostRecords = 20;

/**
 * Offers what was issued before, the last one first: on one row, or anywhere. `else` when there is
 * nothing or the person wants something else; `undefined` when the person left.
 */
export async function offerAgain(
  id: ActionId,
  title: string,
  row: Target | undefined,
  services: Services,
): Promise<Again | 'else' | undefined> {
  const offers = readLastTimes(services.memory.kept(nameOf(id)))
    .flatMap((last) => {
      const target = row ?? targetOf(last, id, services);
      return target !== undefined && isOf(last, target) ? [{ target, last }] : [];
    })
    .slice(0, most);
  if (offers.length === 0) return 'else';
  const picked = await services.steps.pick<Again | 'else'>({
    frame: { title, step: 1, totalSteps: 1 },
    placeholder: t('Again, or something else?'),
    rows: [
      ...offers.map((offer, index) => ({
        icon: 'history',
        label: index === 0 ? t('The same as last time') : t('As before'),
        description: row === undefined ? placeOf(offer.target) : '',
        detail: offer.last.words,
        value: offer,
      })),
      { icon: 'list-selection', label: t('Something Else…'), value: 'else' as const },
    ],
  });
  return picked.kind === 'value' ? picked.value : undefined;
}

const placeOf = ({ account, item }: Target): string =>
  [item.label, account.label].filter((part) => part !== '').join(' · ');

/** With what a token was issued, where that is remembered. */
export function lastTimeOfRecord(
  { id: recordId, replaces }: TokenRecord,
  services: Services,
): Repeat | undefined {
  // A refreshed token has the answers of the one in whose place it came.
  const isOfRecord = ({ records = [] }: LastTime) =>
    records.some((issued) => issued === recordId || issued === replaces);
  for (const id of actionCommands().values()) {
    const last = readLastTimes(services.memory.kept(nameOf(id))).find(isOfRecord);
    const target = last && targetOf(last, id, services);
    if (last !== undefined && target !== undefined) return { id, again: { target, last } };
  }
  return undefined;
}

/** An action, and what to do again with it. */
export interface Repeat {
  readonly id: ActionId;
  readonly again: Again;
}

/** Puts what a token was issued with first. What held a secret cannot be done again. */
export async function rememberLastTime(
  id: ActionId,
  last: LastTime,
  recordId: string,
  { memory, vault }: Services,
): Promise<void> {
  const known = readLastTimes(memory.kept(nameOf(id))).filter(
    ({ accountId }) => vault.accounts.get(accountId) !== undefined,
  );
  const isLike = (other: LastTime) => JSON.stringify(keyOf(other)) === JSON.stringify(keyOf(last));
  const others = known.filter((other) => !isLike(other));
  const records = [recordId, ...(known.find(isLike)?.records ?? [])].slice(0, mostRecords);
  await memory.keep(nameOf(id), [{ ...last, records }, ...others].slice(0, 4 * most));
}

/**
 * What was answered on a row; `undefined` where a form asks what is not kept, or where a secret was
 * put into a box that asks for something else.
 */
export function lastTimeOf(
  { account, item }: Target,
  form: Form,
  values: FormValues,
  words: string,
): LastTime | undefined {
  const isPlain = form.fields.every(({ type }) => type !== 'secret' && type !== 'external');
  return isPlain && isPlainValues(values) && !looksSecret(values)
    ? { accountId: account.id, path: item.path, type: item.type, label: item.label, values, words }
    : undefined;
}

const nameOf = (id: ActionId) => `again:${id}`;

const keyOf = ({ accountId, path, values }: LastTime) => [accountId, path, values];

const isOf = ({ accountId, path }: LastTime, { account, item }: Target): boolean =>
  accountId === account.id && JSON.stringify(path) === JSON.stringify(item.path);

/** The row as far as it is remembered; `undefined` when its account was removed. */
function targetOf(
  { accountId, path, type, label }: LastTime,
  id: ActionId,
  { vault }: Services,
): Target | undefined {
  const account = vault.accounts.get(accountId);
  const item = { path, type, label, hasChildren: false, can: [id], within: [] };
  return account && { account, item };
}

function readLastTimes(stored: unknown): readonly LastTime[] {
  return Array.isArray(stored) ? stored.filter(isLastTime) : [];
}

function isLastTime(value: unknown): value is LastTime {
  if (!isObject(value)) return false;
  const { accountId, path, type, label, values, words, records = [] } = value;
  const texts = [accountId, type, label, words].every((text) => typeof text === 'string');
  return texts && isTexts(path) && isTexts(records) && isObject(values) && isPlainValues(values);
}

const isPlainValues = (values: object): values is FormValues =>
  Object.values(values).every((value) => typeof value === 'string' || isTexts(value));

const looksSecret = (values: FormValues): boolean =>
  Object.values(values)
    .flat()
    .some((text) => typeof text !== 'string' || redact(text) !== text);

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string');
