import { median, type Row } from '../row.ts';
import { pageSize } from './ours.ts';

/** Two ways to the same list; each gives the number of rows it came to. */
export interface Compared {
  /** What is listed, like `1,000 robots`. */
  readonly what: string;
  /** Up to the first page, as the tree does it. */
  readonly ours: () => Promise<number>;
  /** One request for everything, and the answer parsed. */
  readonly plain: () => Promise<number>;
  /** How many there are. */
  readonly count: number;
  readonly warmUp: number;
  readonly pairs: number;
}

/** Listing up to the first page, against one plain request for the same bytes. */
export async function comparePairs(compared: Compared): Promise<Row> {
  const { what, count, warmUp, pairs } = compared;
  const ours = (): Promise<number> => time(compared.ours, Math.min(count, pageSize));
  const plain = (): Promise<number> => time(compared.plain, count);
  const times = { ours: [] as number[], plain: [] as number[], ratio: [] as number[] };
  for (let pair = -warmUp; pair < pairs; pair += 1) {
    // Taking turns in who comes first, so that neither always follows the other's garbage.
    const isOursFirst = pair % 2 === 0;
    const early = await (isOursFirst ? ours() : plain());
    const late = await (isOursFirst ? plain() : ours());
    if (pair < 0) continue;
    const [own, other] = isOursFirst ? [early, late] : [late, early];
    times.ours.push(own);
    times.plain.push(other);
    times.ratio.push(own / other);
  }
  return {
    name: `list ${what}`,
    value: median(times.ratio),
    unit: '×',
    limit: 1.3,
    note:
      `first ${Math.min(count, pageSize)} rows ${median(times.ours).toFixed(1)} ms, ` +
      `plain request and JSON.parse ${median(times.plain).toFixed(1)} ms, ${pairs} pairs`,
  };
}

async function time(act: () => Promise<number>, expected: number): Promise<number> {
  const before = performance.now();
  const count = await act();
  const taken = performance.now() - before;
  if (count !== expected) throw new Error(`listed ${count}, not ${expected}`);
  return taken;
}
