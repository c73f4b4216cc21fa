import type { Drp } from '../context.ts';
import { since } from '../context.ts';
import { parseInteger } from '../go/numbers.ts';
import type { Fields } from '../world.ts';
import { keepMatching } from './function.ts';
import { compare, filterOf, FilterError, indexOf } from './index.ts';
import type { Index } from './index.ts';

/** What is left of a list: how many passed the filters, and the page of them. */
export interface Selected {
  readonly filtered: number;
  readonly page: readonly Fields[];
}

/**
 * Reads filters, order and page of a list (docs/registries/drp.md §2.1, §8). What is said by names
 * is refused at once, what is said by values when the result is applied.
 *
 * @throws FilterError
 */
export function selection(
  drp: Drp,
  query: URLSearchParams,
): (objects: readonly Fields[]) => Selected {
  const filters = [...new Set(query.keys())]
    .filter((name) => !isReserved(drp, name))
    .map((name) => {
      const index = filterOf(drp, name);
      if (index === undefined) throw new FilterError(`Filter not found: ${name}`);
      return { index, values: query.getAll(name) };
    });
  const orders = query.has('sort')
    ? query.getAll('sort').map((name) => sortable(drp, name))
    : [KEY];
  const [offset, limit] = [bound(query, 'Offset'), bound(query, 'Limit')];
  return (objects) => {
    let found: readonly Fields[] = sorted(objects, KEY);
    for (const { index, values } of filters) {
      const inOrder = sorted(found, index);
      found = values.flatMap((value) => keepMatching(index, inOrder, value));
    }
    for (const index of orders) found = sorted(found, index);
    if (query.has('reverse')) found = found.toReversed();
    return { filtered: found.length, page: cut(found, offset, limit) };
  };
}

const KEY: Index = {
  of: (object) => (object['Uuid'] ?? object['Name']) as string,
  read: (value) => value,
};

function isReserved(drp: Drp, name: string): boolean {
  if (['offset', 'limit', 'sort', 'reverse'].includes(name)) return true;
  if (name === 'slim') return since(drp, '3.9');
  if (name === 'decode') return since(drp, '3.13');
  return since(drp, '4.0') && ['filter', 'raw', 'params', 'range-only', 'group-by'].includes(name);
}

function sortable(drp: Drp, name: string): Index {
  const index = indexOf(drp, name);
  if (index === undefined) throw new FilterError(`Not sortable: ${name}`);
  return index;
}

const sorted = (objects: readonly Fields[], index: Index): readonly Fields[] =>
  objects.toSorted((a, b) => compare(index.of(a), index.of(b)));

function bound(query: URLSearchParams, name: 'Offset' | 'Limit'): number | undefined {
  const text = query.get(name.toLowerCase());
  if (text === null) return undefined;
  const value = parseInteger(text, 'Atoi');
  if (typeof value === 'string') throw new FilterError(`${name} not valid: ${value}`);
  return Number(value);
}

function cut(
  objects: readonly Fields[],
  offset: number | undefined,
  limit: number | undefined,
): readonly Fields[] {
  if (offset !== undefined && offset < 0) throw new FilterError('Offset cannot be negative');
  if (limit !== undefined && limit < 0) throw new FilterError('Limit cannot be negative');
  const rest = objects.slice(offset ?? 0);
  return limit === undefined ? rest : rest.slice(0, limit);
}
