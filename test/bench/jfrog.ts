import { Agent, request } from 'node:https';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Account } from '../../src/core/account.ts';
import { systemClock } from '../../src/core/clock.ts';
import { Secret } from '../../src/core/secret.ts';
import { createHttpClient } from '../../src/net/client.ts';
import { noProxySettings } from '../../src/net/proxy.ts';
import type { Item } from '../../src/registries/item.ts';
import { jfrogAdapter } from '../../src/registries/jfrog/adapter.ts';
import type { Registry } from '../../src/registries/registry.ts';
import { arrange } from '../../src/ui/tree/arrange.ts';
import { Pages } from '../../src/ui/tree/pages.ts';
import { pageSize } from './listing/ours.ts';
import { startPeer, type Peer } from './listing/peer.ts';
import { median, range, type Row } from './row.ts';

const tokens = 20_001;
const warmUp = 2;
const pairs = 21;
const blockRuns = 15;
const signal = new AbortController().signal;

/**
 * 20 000 tokens in one reply, as JFrog has no pages: the first page against one plain request with
 * `JSON.parse`, and how long others have to wait while all of them are read.
 */
export async function measureJfrog(): Promise<readonly Row[]> {
  const { peer, service } = await startPeer(path.join(import.meta.dirname, 'tokens', 'server.ts'));
  try {
    const registry = openRegistry(peer);
    const row = await ownTokens(registry);
    return [
      await speed(peer, registry, row),
      await responsiveness(registry, row),
      await sortingBlocks(registry, row),
    ];
  } finally {
    await service.stop();
  }
}

async function speed(peer: Peer, registry: Registry, row: Item): Promise<Row> {
  const plain = plainRequest(peer);
  const ours = async (): Promise<number> => {
    const pages = new Pages((abort) => registry.children(row, abort), pageSize);
    return (await pages.visible()).rows.length;
  };
  const times = { ours: [] as number[], theirs: [] as number[], ratio: [] as number[] };
  for (let pair = -warmUp; pair < pairs; pair += 1) {
    const first = pair % 2 === 0;
    const early = await time(first ? ours : plain, first ? pageSize : tokens);
    const late = await time(first ? plain : ours, first ? tokens : pageSize);
    if (pair < 0) continue;
    const [own, other] = first ? [early, late] : [late, early];
    times.ours.push(own);
    times.theirs.push(other);
    times.ratio.push(own / other);
  }
  return {
    name: 'list 20,000 tokens',
    value: median(times.ratio),
    unit: '×',
    limit: 1.3,
    note:
      `first ${pageSize} rows ${median(times.ours).toFixed(1)} ms, ` +
      `plain request and JSON.parse ${median(times.theirs).toFixed(1)} ms, ${pairs} pairs`,
  };
}

/**
 * The longest time between two turns of the event loop while every row is made, as for a filter.
 * Beside it stands what the thread itself computed in such a time, which the machine's other work
 * has no part in.
 */
async function responsiveness(registry: Registry, row: Item): Promise<Row> {
  const blocks: Turn[] = [];
  for (let run = -warmUp; run < blockRuns; run += 1) {
    const longest = await longestTurns(() =>
      new Pages((abort) => registry.children(row, abort), pageSize).all(),
    );
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
  const rows = await new Pages((abort) => registry.children(row, abort), pageSize).all();
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

/** Milliseconds: by the clock, and of the thread's own work. */
interface Turn {
  readonly wall: number;
  readonly cpu: number;
}

/** The longest turn by the clock, and the longest by the thread's own work, while `act` runs. */
async function longestTurns(act: () => Promise<unknown>): Promise<Turn> {
  const longest = { wall: 0, cpu: 0 };
  const state = { isOver: false };
  const watch = (async () => {
    for (let before = moment(); !state.isOver;) {
      await nextTurn();
      const now = moment();
      longest.wall = Math.max(longest.wall, now.wall - before.wall);
      longest.cpu = Math.max(longest.cpu, now.cpu - before.cpu);
      before = now;
    }
  })();
  await act();
  state.isOver = true;
  await watch;
  return longest;
}

function moment(): Turn {
  const { user, system } = process.threadCpuUsage();
  return { wall: performance.now(), cpu: (user + system) / 1000 };
}

function openRegistry(peer: Peer): Registry {
  const account: Account = {
    id: 'bench',
    kind: 'jfrog',
    label: 'bench',
    url: peer.url,
    userName: 'bench',
    options: {},
  };
  return jfrogAdapter.open({
    account,
    clock: systemClock,
    http: createHttpClient({ tls: { ca: peer.ca }, proxy: () => noProxySettings }),
    signIn: () => Promise.resolve({ token: new Secret(peer.token) }),
  });
}

async function ownTokens(registry: Registry): Promise<Item> {
  for await (const [row] of registry.roots(signal)) if (row !== undefined) return row;
  throw new Error('there are no own tokens');
}

/** What a script would do: one request, and the answer parsed. */
function plainRequest(peer: Peer): () => Promise<number> {
  const agent = new Agent({ ca: peer.ca, keepAlive: true });
  return () => {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    request(
      `${peer.url}/access/api/v1/tokens?username=bench`,
      { agent, headers: { authorization: `Bearer ${peer.token}` } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve((JSON.parse(text) as { readonly tokens: unknown[] }).tokens.length);
        });
      },
    )
      .on('error', reject)
      .end();
    return promise;
  };
}

async function time(act: () => Promise<number>, expected: number): Promise<number> {
  const before = performance.now();
  const count = await act();
  const taken = performance.now() - before;
  if (count !== expected) throw new Error(`listed ${count}, not ${expected}`);
  return taken;
}
