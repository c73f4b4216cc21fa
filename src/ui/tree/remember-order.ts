import { isObject } from '../../core/is-object.ts';
import type { ItemNode } from './node.ts';
import { type Orders, ordersKey, type Sorting } from './orders.ts';

/** Remembers the order of a list for this window. The usual one, which the rows come in, need not be. */
export async function rememberOrder(
  { memento }: Orders,
  { id, item: { orders = [] } }: ItemNode,
  { order, descending }: Sorting,
): Promise<void> {
  const direction = descending ? 'descending' : 'ascending';
  const isUsual = order === orders[0] && direction === order.first;
  const stored = memento.get(ordersKey);
  await memento.update(ordersKey, {
    ...(isObject(stored) ? stored : {}),
    [id]: isUsual ? undefined : `${order.id} ${direction}`,
  });
}
