import type { Account } from '../../../core/account.ts';
import { t } from '../../../core/l10n.ts';
import type { ActionId } from '../../../registries/contract/action-id.ts';
import type { Item } from '../../../registries/contract/item.ts';
import type { Registry } from '../../../registries/contract/registry.ts';
import { findKind, hasAction } from '../../../registries/kinds.ts';
import type { Services } from '../../services.ts';
import { isNode } from '../../tree/node.ts';
import type { PickRow } from '../../wizard/pick-step.ts';
import { cancel, type StepResult } from '../../wizard/step.ts';
import { attempt } from '../attempt.ts';
import { accountRow, offerToAdd } from './account.ts';

/** A row together with the account it belongs to. */
export interface Target {
  readonly account: Account;
  readonly item: Item;
}

/** One level of the way down: the rows below `item`, or below the account. */
interface Level {
  readonly account: Account;
  readonly item?: Item;
  /** It was the only one, or where the search starts: going back passes it by. */
  readonly unasked?: boolean;
}

/**
 * The row a command was started from when `id` can be done to it; else leads the person down from an
 * account to one that can, a level at a time and back again.
 */
export async function pickTarget(
  row: unknown,
  id: ActionId,
  services: Services,
  title: string,
): Promise<Target | undefined> {
  if (isNode(row) && row.type === 'item' && row.item.can.includes(id)) return row;
  // A token that no registry lists can be ended with the row it stands below, if at all.
  if (isNode(row) && row.type === 'record' && row.parent.type === 'item') {
    if (row.parent.item.can.includes(id)) return row.parent;
  }
  const all = services.vault.accounts.list();
  if (all.length === 0) {
    await offerToAdd(services);
    return undefined;
  }
  const accounts = all.filter(({ kind }) => mayHave(kind, id));
  if (accounts.length === 0) {
    await services.messages.info(
      t('None of your accounts belongs to a registry with “{0}”.', title),
    );
    return undefined;
  }
  // A row that leads to it, an account, or the only one, is where the search starts.
  const given = isNode(row) && (row.type === 'item' || row.type === 'account') ? row : undefined;
  const start = given ?? onlyOf(accounts);
  return descend(start, accounts, id, services, title);
}

/** A kind that this version does not know is asked about all the same: its row says what is wrong. */
function mayHave(name: string, id: ActionId): boolean {
  const kind = findKind(name);
  return kind === undefined || hasAction(kind, id);
}

function onlyOf([only, ...others]: readonly Account[]): Level | undefined {
  return only === undefined || others.length > 0 ? undefined : { account: only };
}

async function descend(
  start: Level | undefined,
  accounts: readonly Account[],
  id: ActionId,
  services: Services,
  title: string,
): Promise<Target | undefined> {
  const trail: Level[] = start === undefined ? [] : [{ ...start, unasked: true }];
  for (;;) {
    const level = trail.at(-1);
    if (level === undefined) {
      const account = await services.steps.pick<Account>({
        frame: { title, step: 1, totalSteps: 1 },
        placeholder: t('Which account?'),
        rows: accounts.map(accountRow),
      });
      if (account.kind !== 'value') return undefined;
      trail.push({ account: account.value });
      continue;
    }
    const canGoBack = accounts.length > 1 || trail.some(({ unasked }) => unasked !== true);
    const result = await pickBelow(level, id, canGoBack, services, title);
    if (result.kind === 'cancel') return undefined;
    if (result.kind === 'back') {
      while (trail.pop()?.unasked === true);
      continue;
    }
    const { account } = level;
    if (result.value.can.includes(id)) return { account, item: result.value };
    trail.push({ account, item: result.value, unasked: result.unasked === true });
  }
}

/** Asks for one of the rows of a level; a failure is told, and repaired where that can be done. */
async function pickBelow(
  level: Level,
  id: ActionId,
  canGoBack: boolean,
  services: Services,
  title: string,
): Promise<StepResult<Item>> {
  let result: StepResult<Item | undefined> = cancel;
  await attempt(level.account, services, async () => {
    const registry = await services.sessions.registry(level.account);
    result = await services.steps.pick<Item | undefined>({
      frame: { title, step: 1, totalSteps: 1 },
      placeholder: t('Which one in {0}?', level.item?.label ?? level.account.label),
      canGoBack,
      takesOnly: true,
      rows: async (signal) => itemRows(await itemsBelow(registry, level, signal), id),
    });
  });
  const chosen = result as StepResult<Item | undefined>;
  if (chosen.kind !== 'value') return chosen;
  // The row that says why there is nothing to choose.
  return chosen.value === undefined ? cancel : { ...chosen, value: chosen.value };
}

async function itemsBelow(registry: Registry, level: Level, signal: AbortSignal): Promise<Item[]> {
  const pages =
    level.item === undefined ? registry.roots(signal) : registry.children(level.item, signal);
  const items: Item[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}

/** The rows that can be chosen, or go on to such; without any, one row that says why. */
function itemRows(items: readonly Item[], id: ActionId): readonly PickRow<Item | undefined>[] {
  const rows = items.flatMap((item) => itemRow(item, id));
  if (rows.length > 0) return rows;
  const reason = items.map((item) => item.blocked?.[id]).find((text) => text !== undefined);
  return [
    {
      icon: 'info',
      label: reason ?? t('There is nothing to choose from.'),
      value: undefined,
      inert: true,
    },
  ];
}

function itemRow(item: Item, id: ActionId): PickRow<Item>[] {
  const can = item.can.includes(id);
  if (!can && !item.within.includes(id)) return [];
  return [
    {
      // It leads on to those that can.
      ...(can ? {} : { icon: 'chevron-right' }),
      label: item.label,
      ...(item.description === undefined ? {} : { description: item.description }),
      value: item,
    },
  ];
}
