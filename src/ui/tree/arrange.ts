import type { Item } from '../../registries/item.ts';
import { sorted } from '../../registries/sorted.ts';
import type { Sorting } from './orders.ts';

/** Rows in another order. What is said of a list as a whole stays above it. */
export async function arrange(
  rows: readonly Item[],
  { order, descending }: Sorting,
): Promise<readonly Item[]> {
  const isNote = ({ type }: Item) => type === 'note';
  const others = rows.filter((row) => !isNote(row));
  return [
    ...rows.filter(isNote),
    ...(await sorted(others, ({ sortKeys }) => sortKeys?.[order.id], descending)),
  ];
}
