import type { Item } from '../../../../src/registries/contract/item.ts';
import { pageOf } from '../../../../src/registries/contract/page.ts';
import type { Registry } from '../../../../src/registries/contract/registry.ts';

/** A registry that has nothing but what the test gives it. */
export function registryOf(parts: Partial<Registry>): Registry {
  return {
    roots: () => pages([]),
    children: () => pages([]),
    details: ({ details = [] }) => Promise.resolve(details),
    fetch: () => Promise.reject(new Error('nothing to fetch')),
    verify: () => Promise.reject(new Error('nothing to verify')),
    copyForms: () => [],
    actions: {},
    ...parts,
  };
}

/** Rows as one page, with the length of the whole list. */
export async function* pages(rows: readonly Item[], total = rows.length) {
  yield await Promise.resolve(pageOf(rows, total));
}

export function row(label: string, more: Partial<Item> = {}): Item {
  return {
    path: [label],
    type: 'group',
    label,
    hasChildren: false,
    can: [],
    within: [],
    ...more,
  };
}
