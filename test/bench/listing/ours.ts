import type { Account } from '../../../src/core/account.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { Secret } from '../../../src/core/secret.ts';
import { createHttpClient } from '../../../src/net/http/client.ts';
import { noProxySettings } from '../../../src/net/proxy/proxy.ts';
import type { Item } from '../../../src/registries/contract/item.ts';
import type { Adapter, Registry } from '../../../src/registries/contract/registry.ts';
import { Pages } from '../../../src/ui/tree/pages.ts';
import type { Peer } from './peer.ts';

/** The usual setting. */
export const pageSize = 200;

const signal = new AbortController().signal;

/** An account's registry as the extension opens it, with an authority of the account's own. */
export function openRegistry(adapter: Adapter, peer: Peer, userName: string): Registry {
  const account: Account = {
    id: 'bench',
    kind: 'bench',
    label: 'bench',
    url: peer.url,
    userName,
    options: {},
  };
  return adapter.open({
    account,
    clock: systemClock,
    http: createHttpClient({ tls: { ca: peer.ca }, proxy: () => noProxySettings }),
    signIn: () => Promise.resolve({ token: new Secret(peer.token) }),
  });
}

/** The first row directly below an account that is so. */
export async function rootOf(registry: Registry, isSo: (row: Item) => boolean): Promise<Item> {
  for await (const page of registry.roots(signal)) {
    const row = page.find(isSo);
    if (row !== undefined) return row;
  }
  throw new Error('there is no such row');
}

/** The pages of a row's children, as the tree has them. */
export const pagesOf = (registry: Registry, row: Item): Pages<Item> =>
  new Pages((abort) => registry.children(row, abort), pageSize);

/**
 * What the tree does when a row is opened, up to the first page of its children.
 * @returns the number of rows to show
 */
export async function firstPage(registry: Registry, row: Item): Promise<number> {
  return (await pagesOf(registry, row).visible()).rows.length;
}
