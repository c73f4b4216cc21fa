import path from 'node:path';
import { root } from '../../tools/paths.ts';
import { run } from '../../tools/process.ts';
import { median, range, type Row } from '../row.ts';

const starts = 11;
const child = path.join(import.meta.dirname, 'load-child.ts');

/** How long the start-up bundle takes to be read and run, each time in a new process. */
export async function measureLoad(): Promise<readonly Row[]> {
  const times: number[] = [];
  for (let start = 0; start < starts; start += 1) {
    times.push(Number(await run(process.execPath, [child], { cwd: root })));
  }
  return [
    {
      name: 'start-up bundle, load',
      value: median(times),
      unit: 'ms',
      note: `import in plain Node, ${starts} processes, ${range(times)}`,
    },
  ];
}
