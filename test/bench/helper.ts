import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { run } from '../unit/delivery/helper/support.ts';
import type { HelperWindow } from './helper-window.ts';
import { median, range, type Row } from './row.ts';

const runs = 15;
const crowd = 100;
const host = 'quay.example.com';

/** What the issue of the helper allows beside one and a half bare starts, in milliseconds. */
const allowance = 10;

/**
 * The credential helper as a client starts it, in turns with the bare start of the same runtime.
 * The runtime here is Node; in an editor it is the editor's own.
 */
export async function measureHelper(): Promise<readonly Row[]> {
  const window = fork(path.join(import.meta.dirname, 'helper-window.ts'));
  const [{ shim, environment }] = (await once(window, 'message')) as [HelperWindow];
  const helper = () => timed(() => run(shim, ['get'], environment, host), 0);
  const bare = () => timed(() => run(process.execPath, ['-e', '0'], environment), 0);
  await helper();
  const [served, started]: [number[], number[]] = [[], []];
  for (let count = 0; count < runs; count += 1) {
    served.push(await helper());
    started.push(await bare());
  }
  const bareCrowd = await together(bare);
  const servedCrowd = await together(helper);
  window.send('close');
  await once(window, 'message');
  const alone: number[] = [];
  for (let count = 0; count < runs; count += 1) {
    alone.push(await timed(() => run(shim, ['get'], environment, host), 1));
  }
  const ended = once(window, 'exit');
  window.disconnect();
  await ended;
  return [
    {
      name: 'helper: a served login, less 10 ms, to the start of the bare runtime',
      value: (median(served) - allowance) / median(started),
      unit: '×',
      limit: 1.5,
      note: `${median(served).toFixed(0)} ms, bare ${median(started).toFixed(0)} ms (${range(started)})`,
    },
    {
      name: 'helper: no editor is open',
      value: median(alone),
      unit: 'ms',
      limit: 10,
      note: range(alone),
    },
    {
      name: `helper: ${crowd} at once, 99th percentile, to as many bare starts`,
      value: late(servedCrowd) / late(bareCrowd),
      unit: '×',
      limit: 1.5,
      note: `${late(servedCrowd).toFixed(0)} ms, bare ${late(bareCrowd).toFixed(0)} ms`,
    },
  ];
}

const together = (one: () => Promise<number>) => Promise.all(Array.from({ length: crowd }, one));

const late = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1] ?? 0;

async function timed(
  work: () => Promise<{ readonly code: number | null; readonly stdout: string }>,
  expected: number,
): Promise<number> {
  const before = performance.now();
  const { code, stdout } = await work();
  const time = performance.now() - before;
  if (code !== expected) throw new Error(`it ended with ${code ?? 'a signal'}: ${stdout}`);
  return time;
}
