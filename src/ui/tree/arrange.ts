import type { Item } from '../../registries/contract/item.ts';
import { sorted } from '../../registries/shared/sorted.ts';
import type { Filter } from './filters.ts';
import type { Sorting } from './orders.ts';
import type { Pages, Visible } from './pages.ts';

/** The rows of a list in the order they were last asked for; sorted once, whoever looks how often. */
const known = new WeakMap<Pages<Item>, { name: string; rows: Promise<readonly Item[]> }>();

/** Every row of a list, in its own order or in another one. */
export async function allRows(
  pages: Pages<Item>,
  sorting: Sorting | undefined,
): Promise<readonly Item[]> {
  const rows = await pages.all();
  if (sorting === undefined) return rows;
  const name = `${sorting.order.id} ${sorting.descending}`;
  const before = known.get(pages);
  if (before?.name === name) return before.rows;
  const arranged = arrange(rows, sorting);
  known.set(pages, { name, rows: arranged });
  return arranged;
}

/** The rows of a list to show where an order or a filter needs all of them. */
export async function visibleRows(
  pages: Pages<Item>,
  sorting: Sorting | undefined,
  filter: Filter | undefined,
): Promise<Visible<Item>> {
  const rows = await allRows(pages, sorting);
  return filter === undefined
    ? { rows: rows.slice(0, pages.shown), rest: Math.max(0, rows.length - pages.shown) }
    : { rows: rows.filter((item) => filter.matches(item)), rest: 0, all: rows.length };
}

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
