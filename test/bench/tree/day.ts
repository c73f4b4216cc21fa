import path from 'node:path';
import { root } from '../../tools/paths.ts';
import { run } from '../../tools/process.ts';
import type { Row } from '../row.ts';

/** How long the person works, and how long the list is that is opened, filtered and closed. */
export const hours = 24;
export const rows = 20_000;

/** What a day of work in the tree leaves behind, beside what its first hour does. */
export async function measureDay(): Promise<readonly Row[]> {
  const child = path.join(import.meta.dirname, 'day-child.ts');
  const heap = JSON.parse(
    await run(process.execPath, ['--expose-gc', child], { cwd: root }),
  ) as readonly number[];
  const [first = 0, last = 0] = [heap[0], heap.at(-1)];
  return [
    {
      name: `heap after ${hours} hours with ${rows.toLocaleString('en')} rows, and after one`,
      value: last / first,
      unit: '×',
      limit: 1.05,
      note: `the list opened, filtered and closed every hour; ${megabytes(first)} and ${megabytes(last)} MB`,
    },
  ];
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
