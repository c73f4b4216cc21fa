/** How the tests of one stage, or of all stages, came out. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed: the test's name, and below it what was wrong. At least one for each failure. */
  readonly failures: readonly string[];
}

export const none: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] };

/** One failure, of a test or of what runs tests. */
export const failure = (name: string, error: string): Counts => ({
  ...none,
  failed: 1,
  failures: [`${name}\n${error.replaceAll(/^/gm, '    ')}`],
});

export function add(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
  };
}

/** The line that people and build servers read, like `12 passed, 0 failed, 1 skipped`. */
export function describeCounts(counts: Counts): string {
  return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
}
