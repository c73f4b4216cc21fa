import { availableParallelism } from 'node:os';
import { runNodeTests } from './node-test.ts';
import { add, type Counts } from '../counts.ts';

/** What is counted for the coverage of `src`. */
const covering = [
  'test/unit/!(architecture)/**/*.test.ts',
  'test/unit/*.test.ts',
  'test/unit/architecture/!(expressions).test.ts',
  'test/conformance/**/*.test.ts',
];

/** What would take three times as long while it is counted, and covers nothing else. */
const counting = [
  'test/unit/architecture/expressions.test.ts',
  'test/sandbox/**/*.test.ts',
  'test/faults/**/*.test.ts',
];

/**
 * Runs everything that needs no editor: unit tests, what every kind must keep, the sandbox's own.
 * @param coverage whether to print at the end how much of `src` was run, which takes a third longer
 */
export async function unitStage(coverage: boolean, grep?: string): Promise<Counts> {
  // Node runs one file fewer at once than there are cores: of two cores one would be idle.
  const options = { grep, atOnce: availableParallelism() };
  const first = await runNodeTests(covering, { ...options, coverage });
  return add(first, await runNodeTests(counting, options));
}
