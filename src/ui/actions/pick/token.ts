import type { Account } from '../../../core/account.ts';
import type { Clock } from '../../../core/clock.ts';
import { t } from '../../../core/l10n.ts';
import { remainingText } from '../../../core/remaining.ts';
import type { TokenRecord } from '../../../core/token.ts';
import type { Services } from '../../services.ts';
import { isNode, tokenOf } from '../../tree/node.ts';
import type { RowTexts } from '../../wizard/drawn-row.ts';
import type { PickRow } from '../../wizard/pick-step.ts';
import { errorTitle } from '../error-words.ts';
import { toRegistryError } from '../to-registry-error.ts';
import type { Able } from './able.ts';
import { offerToAdd } from './account.ts';
import { knownTokens } from './known-tokens.ts';
import { type Recent, rememberUse } from './recent.ts';
import { rowButtons } from './row-buttons.ts';
import { searchAccount } from './search-account.ts';
import { entryOf } from './token-entry.ts';
import type { TokenTarget } from './token-target.ts';

/**
 * The token of the row a command was started from; else the person finds one of those that it can
 * be done with. Where there is but one and no account to search in, nothing is asked.
 */
export async function pickToken(
  row: unknown,
  services: Services,
  title: string,
  able: Able,
): Promise<TokenTarget | undefined> {
  const target = targetOf(row) ?? (await findToken(services, title, able));
  if (target !== undefined) await rememberUse(recentOf(target), services.memory);
  return target;
}

async function findToken(
  services: Services,
  title: string,
  able: Able,
): Promise<TokenTarget | undefined> {
  const groups = knownTokens(able, services);
  const accounts = able.within.length === 0 ? [] : services.vault.accounts.list();
  const [only, ...others] = groups.flatMap(({ targets }) => targets);
  if (accounts.length === 0 && only === undefined) {
    await offerToAdd(services);
    return undefined;
  }
  if (accounts.length === 0 && others.length === 0) return only;
  const entries = (targets: readonly TokenTarget[]) =>
    targets.map((target) => entryOf(target, services));
  const picked = await services.steps.find<TokenTarget>({
    title,
    placeholder: accounts.length === 0 ? t('Which token?') : t('Type to search in every account'),
    groups: groups.map(({ title: heading, targets }) => ({
      title: heading,
      entries: entries(targets),
    })),
    places: accounts.map((account) => async (found, signal) => {
      const add = (targets: readonly TokenTarget[]) => found(entries(targets));
      const failure = await searchAccount(account, able, add, services, signal);
      return failure === undefined ? undefined : silentRow(account, failure);
    }),
    buttons: rowButtons(services),
  });
  return picked.kind === 'value' ? picked.value : undefined;
}

/** An account that could not be searched. */
function silentRow({ label }: Account, failure: unknown): RowTexts {
  const { code, message } = toRegistryError(failure);
  return { icon: 'warning', label, description: `${errorTitle(code)}: ${message}` };
}

/** What is remembered of a token that was used. */
const recentOf = ({ record, item }: TokenTarget): Recent =>
  item?.can.includes('fetch') === true
    ? { record, row: { type: item.type, label: item.label } }
    : { record };

/** A held token as a row of a quick pick. */
export function tokenRow(
  record: TokenRecord,
  account: Account | undefined,
  clock: Clock,
): PickRow<TokenRecord> {
  return {
    icon: 'key',
    label: record.label,
    description: remainingText(record.lifetime, clock.now()),
    detail: [
      account?.label ?? t('Pasted tokens'),
      ...(record.label.includes(record.subject) ? [] : [record.subject]),
    ].join(' · '),
    value: record,
  };
}

/** The token of a row. */
export function targetOf(row: unknown): TokenTarget | undefined {
  if (!isNode(row)) return undefined;
  const record = tokenOf(row);
  if (record === undefined) return undefined;
  if (row.type === 'item') return { record, account: row.account, item: row.item };
  return row.type === 'record' ? { record, account: row.account, item: undefined } : undefined;
}
