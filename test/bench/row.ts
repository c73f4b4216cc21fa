/** One figure of the bench. */
export interface Row {
  readonly name: string;
  readonly value: number;
  /** `kB`, `ms`, `files`, or `×` for a ratio within this run. */
  readonly unit: string;
  /** The most that the project allows itself, in the same unit. */
  readonly limit?: number;
  /** How it was measured, or what it says. */
  readonly note?: string;
}

/** The value in the middle: one that was disturbed does not count. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) throw new Error('there is no median of nothing');
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/** `4.1 to 9.7`: how far apart the runs were. */
export function range(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)}`;
}

export const kilobytes = (bytes: number): number => bytes / 1000;
