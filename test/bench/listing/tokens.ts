import type { Item } from '../../../src/registries/contract/item.ts';
import { jfrogAdapter } from '../../../src/registries/jfrog/adapter.ts';
import type { Registry } from '../../../src/registries/contract/registry.ts';
import { arrange } from '../../../src/ui/tree/arrange.ts';
import { median, range, type Row } from '../row.ts';
import { firstPage, openRegistry, pagesOf, rootOf } from './ours.ts';
import { comparePairs } from './pairs.ts';
import { startPeer } from './peer.ts';
import { plainListing } from './plain.ts';
import { longestTurns, type Turn } from './turns.ts';

const warmUp = 2;
const blockRuns = 15;

/**
 * 20 000 tokens in one reply, as JFrog has no pages: the first page against one plain request with
 * `JSON.parse`, and how long others have to wait while all of them are read or sorted.
 */
export async function measureTokens(): Promise<readonly Row[]> {
  const { peer, service } = await startPeer('tokens-server.ts');
  try {
    const registry = openRegistry(jfrogAdapter, peer, 'bench');
    const row = await rootOf(registry, () => true);
    return [
      await comparePairs({
        what: '20,000 tokens',
        ours: () => firstPage(registry, row),
        plain: plainListing(peer, '/access/api/v1/tokens?username=bench', 'tokens'),
        count: 20_001,
        warmUp,
        pairs: 21,
      }),
      await listingBlocks(registry, row),
      await sortingBlocks(registry, row),
    ];
  } finally {
    await service.stop();
  }
}

/** The longest time between two turns of the event loop while every row is made, as for a filter. */
async function listingBlocks(registry: Registry, row: Item): Promise<Row> {
  const blocks: Turn[] = [];
  for (let run = -warmUp; run < blockRuns; run += 1) {
    const longest = await longestTurns(() => pagesOf(registry, row).all());
    if (run >= 0) blocks.push(longest);
  }
  const computed = blocks.map(({ cpu }) => cpu);
  return {
    name: 'longest block while 20,000 tokens are listed',
    value: median(blocks.map(({ wall }) => wall)),
    unit: 'ms',
    limit: 100,
    note:
      `${blockRuns} runs: ${range(blocks.map(({ wall }) => wall))} ms; ` +
      `the longest work of the thread itself ${median(computed).toFixed(1)} ms (${range(computed)})`,
  };
}

/** The same while every row is sorted, by each order that the list offers and in both directions. */
async function sortingBlocks(registry: Registry, row: Item): Promise<Row> {
  const sortings = (row.orders ?? []).flatMap((order) =>
    [false, true].map((descending) => ({ order, descending })),
  );
  const rows = await pagesOf(registry, row).all();
  const blocks: Turn[] = [];
  const times: number[] = [];
  for (let run = -warmUp; run < blockRuns; run += 1) {
    for (const sorting of sortings) {
      const before = performance.now();
      const longest = await longestTurns(() => arrange(rows, sorting));
      if (run < 0) continue;
      blocks.push(longest);
      times.push(performance.now() - before);
    }
  }
  return {
    name: 'longest block while 20,000 tokens are sorted',
    value: Math.max(...blocks.map(({ wall }) => wall)),
    unit: 'ms',
    limit: 100,
    note:
      `the worst of ${blockRuns} runs of ${sortings.length} orders, median ` +
      `${median(blocks.map(({ wall }) => wall)).toFixed(1)} ms; sorted in ${median(times).toFixed(1)} ms`,
  };
}
