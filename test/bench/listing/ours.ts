import type { Account } from '../../../src/core/account.ts';
import { Secret } from '../../../src/core/secret.ts';
import { createHttpClient } from '../../../src/net/client.ts';
import { noProxySettings } from '../../../src/net/proxy.ts';
import type { Item } from '../../../src/registries/item.ts';
import { quayAdapter } from '../../../src/registries/quay/adapter.ts';
import type { Registry } from '../../../src/registries/registry.ts';
import { Pages } from '../../../src/ui/tree/pages.ts';
import { systemClock } from '../../../src/core/clock.ts';
import type { Organization, Peer } from './peer.ts';

/** The usual setting. */
export const pageSize = 200;

const signal = new AbortController().signal;

export const robotsPath = (organization: Organization): string =>
  `/api/v1/organization/${organization}/robots?permissions=false&token=false`;

/** An account's registry as the extension opens it, with an authority of the account's own. */
export function openRegistry(peer: Peer): Registry {
  const account: Account = {
    id: 'bench',
    kind: 'quay',
    label: 'bench',
    url: peer.url,
    userName: 'dana',
    options: {},
  };
  return quayAdapter.open({
    account,
    clock: systemClock,
    http: createHttpClient({ tls: { ca: peer.ca }, proxy: () => noProxySettings }),
    signIn: () => Promise.resolve({ token: new Secret(peer.token) }),
  });
}

/** The row of an organization, below which its robots are. */
export async function rowOf(registry: Registry, organization: Organization): Promise<Item> {
  for await (const page of registry.roots(signal)) {
    const row = page.find(({ label }) => label === organization);
    if (row !== undefined) return row;
  }
  throw new Error(`there is no ${organization}`);
}

/**
 * What the tree does when a row is opened, up to the first page of its children.
 * @returns the number of rows to show
 */
export async function firstPage(registry: Registry, row: Item): Promise<number> {
  const { rows } = await new Pages((abort) => registry.children(row, abort), pageSize).visible();
  return rows.length;
}
