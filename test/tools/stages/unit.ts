import { availableParallelism } from 'node:os';
import { runNodeTests } from './node-test.ts';
import type { Counts } from '../counts.ts';

/**
 * Runs everything that needs no editor: unit tests, what every kind must keep, the sandbox's own.
 * Prints how much of `src` was run, unless only some tests were asked for.
 */
export function unitStage(grep?: string): Promise<Counts> {
  return runNodeTests(
    [
      'test/unit/**/*.test.ts',
      'test/conformance/**/*.test.ts',
      'test/sandbox/**/*.test.ts',
      'test/faults/**/*.test.ts',
    ],
    // Node runs one file fewer at once than there are cores: of two cores one would be idle.
    { grep, coverage: grep === undefined, atOnce: availableParallelism() },
  );
}
