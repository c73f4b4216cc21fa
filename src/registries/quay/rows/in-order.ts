/**
 * Gives a list in ascending order, in pages of a length. The first page is selected without
 * ordering the others: of thousands of rows a person looks at the first few, and waits for them.
 */
export function* inOrder<T>(
  list: readonly T[],
  keyOf: (entry: T) => string,
  pageLength: number,
): Generator<readonly T[], void, undefined> {
  const rest = heapOf(list, keyOf);
  const first: T[] = [];
  while (first.length < pageLength) {
    const least = takeLeast(rest, keyOf);
    if (least === undefined) break;
    first.push(least.entry);
  }
  if (first.length > 0) yield first;
  rest.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  for (let start = 0; start < rest.length; start += pageLength) {
    yield rest.slice(start, start + pageLength);
  }
}

/** A binary heap: an entry is never less than the one at half its index. */
function heapOf<T>(list: readonly T[], keyOf: (entry: T) => string): T[] {
  const heap = [...list];
  for (let index = (heap.length >> 1) - 1; index >= 0; index -= 1) sink(heap, index, keyOf);
  return heap;
}

function takeLeast<T>(heap: T[], keyOf: (entry: T) => string): { readonly entry: T } | undefined {
  const last = heap.pop();
  if (last === undefined) return undefined;
  const [least] = heap;
  if (least === undefined) return { entry: last };
  heap[0] = last;
  sink(heap, 0, keyOf);
  return { entry: least };
}

/** Moves an entry down until both below it are not less. */
function sink<T>(heap: T[], start: number, keyOf: (entry: T) => string): void {
  const entry = heap[start];
  if (entry === undefined) return;
  const key = keyOf(entry);
  let index = start;
  for (;;) {
    const below = lesserBelow(heap, index, keyOf);
    const other = heap[below];
    if (other === undefined || keyOf(other) >= key) break;
    heap[index] = other;
    index = below;
  }
  heap[index] = entry;
}

function lesserBelow<T>(heap: readonly T[], index: number, keyOf: (entry: T) => string): number {
  const left = 2 * index + 1;
  const [a, b] = [heap[left], heap[left + 1]];
  return a !== undefined && b !== undefined && keyOf(b) < keyOf(a) ? left + 1 : left;
}
