import type { Registry } from '../../../src/registries/contract/registry.ts';
import type { Item } from '../../../src/registries/contract/item.ts';
import { quayAdapter } from '../../../src/registries/quay/adapter.ts';
import type { Row } from '../row.ts';
import { openRegistry, pagesOf, rootOf } from './ours.ts';
import { comparePairs } from './pairs.ts';
import { startPeer } from './peer.ts';
import { plainListing } from './plain.ts';

const signal = new AbortController().signal;

/** The first rows of the permission picker of a robot, against one plain request for a page. */
export async function measureRepositories(): Promise<readonly Row[]> {
  const { peer, service } = await startPeer('repositories-server.ts');
  try {
    const registry = openRegistry(quayAdapter, peer, 'dana');
    const organization = await rootOf(registry, ({ label }) => label === 'acme-platform');
    const robots = await pagesOf(registry, organization).all();
    const robot = robots.find(({ label }) => label === 'spare');
    if (robot === undefined) throw new Error('there is no such robot');
    return [
      await comparePairs({
        what: '100 of 5,000 repositories',
        ours: () => firstChoices(registry, robot),
        plain: plainListing(peer, '/api/v1/repository?namespace=acme-platform', 'repositories'),
        count: 100,
        warmUp: 5,
        pairs: 51,
      }),
    ];
  } finally {
    await service.stop();
  }
}

async function firstChoices(registry: Registry, robot: Item): Promise<number> {
  const form = await registry.actions['setPermissions']?.form?.(robot, signal);
  const field = form?.fields.find(({ id }) => id === 'repositories');
  if (field?.type !== 'choice') throw new Error('there is no such step');
  return (await field.choices({}, signal)).length;
}
