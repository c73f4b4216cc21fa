import { runNodeTests } from './node-test.ts';
import type { Counts } from '../counts.ts';

/** Runs everything that needs no editor: unit tests, what every kind must keep, the sandbox's own. */
export function unitStage(grep?: string, coverage = false): Promise<Counts> {
  return runNodeTests(
    [
      'test/unit/**/*.test.ts',
      'test/conformance/**/*.test.ts',
      'test/sandbox/**/*.test.ts',
      'test/faults/**/*.test.ts',
    ],
    { grep, coverage },
  );
}
