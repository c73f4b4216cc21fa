import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { HelperWindow } from './helper-window.ts';
import { median, range, type Row } from './row.ts';
import { timedRun } from './timed-run.ts';

const runs = 15;
const crowd = 100;
/** What the issue of the helper allows beside one and a half bare starts, in milliseconds. */
const allowance = 10;

/**
 * The credential helper as a client starts it, in turns with the bare start of the same runtime.
 * The runtime here is Node; in an editor it is the editor's own.
 */
export async function measureHelper(): Promise<readonly Row[]> {
  const window = fork(path.join(import.meta.dirname, 'helper-window.ts'));
  const [{ shim, environment, host }] = (await once(window, 'message')) as [HelperWindow];
  const helper = () => timedRun(0, shim, ['get'], environment, host);
  const bare = () => timedRun(0, process.execPath, ['-e', '0'], environment);
  await helper();
  const [served, started]: [number[], number[]] = [[], []];
  for (let count = 0; count < runs; count += 1) {
    served.push(await helper());
    started.push(await bare());
  }
  const bareCrowd = await together(bare);
  const servedCrowd = await together(helper);
  window.send('close');
  // Measured by that process: to start anything costs more from here, where much is in the memory.
  const [alone] = (await once(window, 'message')) as [readonly number[]];
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
