import { add, describeCounts, failure } from '../counts.ts';
import type { Counts } from '../counts.ts';

/** A part of `npm test`. */
export interface Stage {
  readonly name: string;
  readonly run: () => Promise<Counts>;
}

/**
 * Runs a stage and says how it came out. One that breaks, or in which no test ran, counts as a
 * failure: silence must not pass for success.
 */
export async function runStage({ name, run }: Stage): Promise<Counts> {
  console.log(`\n── ${name}`);
  const started = performance.now();
  let counts: Counts;
  try {
    counts = await run();
    if (counts.passed + counts.failed === 0) {
      console.log('✖ no test ran');
      counts = add(counts, failure(name, 'no test ran'));
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.log(`✖ ${message}`);
    counts = failure(name, message);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`── ${name}: ${describeCounts(counts)} (${seconds} s)`);
  return counts;
}
