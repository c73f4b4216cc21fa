import assert from 'node:assert/strict';
import { RegistryError } from '../../../src/core/errors.ts';
import type { Item } from '../../../src/registries/contract/item.ts';
import type { Registry } from '../../../src/registries/contract/registry.ts';

const never = new AbortController().signal;

/** More pages than any double has: a list that goes on has no end. */
const pageLimit = 1_000;

/** A row with the rows above it, from the account down. */
export interface FoundRow {
  readonly item: Item;
  readonly above: readonly Item[];
}

/**
 * Every row of an account, in the order of display. A branch that may not be read has no rows, and
 * its siblings have theirs.
 */
export async function allRows(registry: Registry): Promise<readonly FoundRow[]> {
  const visit = async (
    pages: AsyncIterable<readonly Item[]>,
    above: readonly Item[],
  ): Promise<readonly FoundRow[]> => {
    const items = await allPages(pages);
    const found = items.map(async (item) => [{ item, above }, ...(await below(item, above))]);
    return (await Promise.all(found)).flat();
  };
  const below = async (item: Item, above: readonly Item[]): Promise<readonly FoundRow[]> => {
    if (!item.hasChildren) return [];
    try {
      return await visit(registry.children(item, never), [...above, item]);
    } catch (error) {
      if (!(error instanceof RegistryError) || error.code !== 'forbidden') throw error;
      return [];
    }
  };
  return visit(registry.roots(never), []);
}

async function allPages(pages: AsyncIterable<readonly Item[]>): Promise<readonly Item[]> {
  const items: Item[] = [];
  let count = 0;
  for await (const page of pages) {
    count += 1;
    assert.ok(count <= pageLimit, 'a list does not end');
    items.push(...page);
  }
  return items;
}
