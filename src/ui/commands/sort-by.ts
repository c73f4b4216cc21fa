import { t } from '../../core/l10n.ts';
import type { Order } from '../../registries/contract/order.ts';
import { accountNode } from '../actions/attempt.ts';
import { pickAccount } from '../actions/pick/account.ts';
import type { Services } from '../services.ts';
import { isNode, type ItemNode, type Node } from '../tree/node.ts';
import type { Sorting } from '../tree/orders.ts';
import { rememberOrder } from '../tree/remember-order.ts';
import type { PickRow } from '../wizard/pick-step.ts';

/** Shows the rows of a list in another order; the present one, chosen again, is turned round. */
export async function sortBy(row: unknown, services: Services): Promise<void> {
  const tree = await services.view.tree();
  const list = await listFor(row, services);
  const { orders = [] } = list?.item ?? {};
  const [usual] = orders;
  if (list === undefined || usual === undefined) return;
  const present = tree.orders.of(list) ?? inFirst(usual);
  const chosen = await services.steps.pick<Sorting>({
    frame: { title: t('Sort By'), step: 1, totalSteps: 1 },
    placeholder: t('In which order are the rows of {0} shown?', list.item.label),
    rows: orders.flatMap((order) => choicesOf(order, present)),
    isCurrent: (choice) => isSame(choice, present),
  });
  if (chosen.kind !== 'value') return;
  const { value } = chosen;
  const isTurned = value.order.other === undefined && value.order === present.order;
  await rememberOrder(tree.orders, list, isTurned ? turned(present) : value);
  tree.redraw(list);
}

/** Shows the rows of a list in the order in which the registry lists them. */
export async function usualOrder(row: unknown, { view }: Services): Promise<void> {
  const tree = await view.tree();
  const node = isNode(row) ? row : view.selection[0];
  if (!isList(node)) return;
  const [usual] = node.item.orders ?? [];
  if (usual === undefined) return;
  await rememberOrder(tree.orders, node, inFirst(usual));
  tree.redraw(node);
}

/** An order as rows to choose: turned round by choosing it again, or with a row for each direction. */
function choicesOf(order: Order, present: Sorting): readonly PickRow<Sorting>[] {
  const first = inFirst(order);
  const isPresent = order === present.order;
  if (order.other !== undefined) {
    const other = turned(first);
    return [
      { ...mark(first, present), label: order.label, description: wordsOf(first), value: first },
      { ...mark(other, present), label: order.other, description: wordsOf(other), value: other },
    ];
  }
  const description = isPresent
    ? t('{0} now; {1} if chosen again', wordsOf(present), wordsOf(turned(present)))
    : wordsOf(first);
  const value = isPresent ? present : first;
  return [{ ...mark(value, present), label: order.label, description, value }];
}

const isSame = (one: Sorting, other: Sorting): boolean =>
  one.order === other.order && one.descending === other.descending;

const mark = (choice: Sorting, present: Sorting) => ({
  icon: isSame(choice, present) ? 'check' : 'blank',
});

const inFirst = (order: Order): Sorting => ({ order, descending: order.first === 'descending' });

const turned = ({ order, descending }: Sorting): Sorting => ({ order, descending: !descending });

const wordsOf = ({ order, descending }: Sorting): string =>
  descending ? order.descending : order.ascending;

const isList = (node: Node | undefined): node is ItemNode =>
  node?.type === 'item' && node.item.orders !== undefined;

/** The list of the row or around it; without one, a list of the account that is chosen. */
async function listFor(row: unknown, services: Services): Promise<ItemNode | undefined> {
  const node = isNode(row) ? row : services.view.selection[0];
  if (isList(node)) return node;
  if (node !== undefined && 'parent' in node && isList(node.parent)) return node.parent;
  const [first, second] = services.vault.accounts.list();
  const only = first !== undefined && second === undefined ? accountNode(first) : undefined;
  const account = await pickAccount(node ?? only, services, t('Sort By'));
  if (account === undefined) return undefined;
  const tree = await services.view.tree();
  const top = tree.find(account.id, []) ?? accountNode(account);
  const lists = (await tree.getChildren(top)).filter(isList);
  const [list] = lists;
  if (list === undefined) {
    await services.messages.info(t('No list of {0} can be sorted in another way.', account.label));
    return undefined;
  }
  if (lists.length === 1) return list;
  const chosen = await services.steps.pick<ItemNode>({
    frame: { title: t('Sort By'), step: 1, totalSteps: 1 },
    placeholder: t('Which list of {0}?', account.label),
    rows: lists.map((value) => ({
      label: value.item.label,
      description: value.item.description ?? '',
      value,
    })),
  });
  return chosen.kind === 'value' ? chosen.value : undefined;
}
