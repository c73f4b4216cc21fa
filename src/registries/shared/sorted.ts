import { setImmediate as nextTurn } from 'node:timers/promises';

type Key = string | number | undefined;

interface Keyed<T> {
  readonly key: Key;
  readonly row: T;
}

/** Rows that are sorted or merged before others may run: a few milliseconds' worth. */
const stretch = 2048;

/**
 * Sorts rows by a key and lets others run in between, as tens of thousands of them would block the
 * extension host. Rows with equal keys keep their order; those without a key come last in either
 * direction.
 */
export async function sorted<T>(
  rows: readonly T[],
  keyOf: (row: T) => Key,
  descending: boolean,
): Promise<T[]> {
  const compare = descending ? fromTheEnd : fromTheBeginning;
  let runs: Keyed<T>[][] = [];
  for (let start = 0; start < rows.length; start += stretch) {
    if (start > 0) await nextTurn();
    const run = rows.slice(start, start + stretch).map((row) => ({ key: keyOf(row), row }));
    runs.push(run.sort((a, b) => compare(a.key, b.key)));
  }
  while (runs.length > 1) {
    const merged: Keyed<T>[][] = [];
    for (let index = 0; index < runs.length; index += 2) {
      merged.push(await merge(runs[index] ?? [], runs[index + 1] ?? [], compare));
    }
    runs = merged;
  }
  return (runs[0] ?? []).map(({ row }) => row);
}

/** Two sorted runs as one; of equal keys, those of the first run come first. */
async function merge<T>(
  first: readonly Keyed<T>[],
  second: readonly Keyed<T>[],
  compare: (a: Key, b: Key) => number,
): Promise<Keyed<T>[]> {
  const all: Keyed<T>[] = [];
  let [left, right] = [0, 0];
  for (;;) {
    const a = first[left];
    const b = second[right];
    if (a === undefined && b === undefined) return all;
    if (b === undefined || (a !== undefined && compare(a.key, b.key) <= 0)) {
      if (a !== undefined) all.push(a);
      left += 1;
    } else {
      all.push(b);
      right += 1;
    }
    if (all.length % stretch === 0) await nextTurn();
  }
}

function fromTheBeginning(a: Key, b: Key): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return isBefore(a, b) ? -1 : 1;
}

/** Those without a key come last here as well. */
const fromTheEnd = (a: Key, b: Key): number =>
  a === undefined || b === undefined ? fromTheBeginning(a, b) : fromTheBeginning(b, a);

/** Keys of one order are of one sort; should they not be, numbers come first. */
function isBefore(a: string | number, b: string | number): boolean {
  if (typeof a === 'number') return typeof b === 'number' ? a < b : true;
  return typeof b === 'string' && a < b;
}
