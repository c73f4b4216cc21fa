import type { Item } from '../../../src/registries/contract/item.ts';

/** All rows of a list, whatever its pages are. */
export async function collect(pages: AsyncIterable<readonly Item[]>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}
