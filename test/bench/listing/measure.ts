import { median, type Row } from '../row.ts';
import { firstPage, openRegistry, pageSize, rowOf } from './ours.ts';
import { organizations, startPeer, type Organization, type Peer } from './peer.ts';
import { plainListing } from './plain.ts';

const warmUp = 5;
const pairs = 51;

/** Listing robots up to the first page, against one plain request for the same bytes. */
export async function measureListing(): Promise<readonly Row[]> {
  const { peer, service } = await startPeer();
  try {
    const rows: Row[] = [];
    for (const organization of Object.keys(organizations) as Organization[]) {
      rows.push(await compare(peer, organization));
    }
    return rows;
  } finally {
    await service.stop();
  }
}

async function compare(peer: Peer, organization: Organization): Promise<Row> {
  const count = organizations[organization];
  const plain = plainListing(peer);
  const registry = openRegistry(peer);
  const row = await rowOf(registry, organization);
  const ours = (): Promise<number> => firstPage(registry, row);
  const theirs = (): Promise<number> => plain(organization);
  const times = { ours: [] as number[], theirs: [] as number[], ratio: [] as number[] };
  for (let pair = -warmUp; pair < pairs; pair += 1) {
    // Taking turns in who comes first, so that neither always follows the other's garbage.
    const first = pair % 2 === 0;
    const early = await time(first ? ours : theirs, first ? pageSize : count);
    const late = await time(first ? theirs : ours, first ? count : pageSize);
    if (pair < 0) continue;
    const [own, other] = first ? [early, late] : [late, early];
    times.ours.push(own);
    times.theirs.push(other);
    times.ratio.push(own / other);
  }
  return {
    name: `list ${count.toLocaleString('en')} robots`,
    value: median(times.ratio),
    unit: '×',
    limit: 1.3,
    note:
      `first ${pageSize} rows ${median(times.ours).toFixed(1)} ms, ` +
      `plain request and JSON.parse ${median(times.theirs).toFixed(1)} ms, ${pairs} pairs`,
  };
}

async function time(act: () => Promise<number>, expected: number): Promise<number> {
  const before = performance.now();
  const count = await act();
  const taken = performance.now() - before;
  if (count !== expected) throw new Error(`listed ${count}, not ${expected}`);
  return taken;
}
