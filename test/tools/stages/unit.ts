import { runNodeTests } from './node-test.ts';
import type { Counts } from '../counts.ts';

/** Runs everything that needs no editor: the unit tests, what every kind and every double must keep, and the sandbox's own tests. */
export function unitStage(grep?: string): Promise<Counts> {
  return runNodeTests(
    ['test/unit/**/*.test.ts', 'test/conformance/**/*.test.ts', 'test/sandbox/**/*.test.ts'],
    { grep },
  );
}
