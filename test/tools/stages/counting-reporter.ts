import type { TestEvent } from 'node:test/reporters';
import type { Counts } from '../counts.ts';

/** A reporter for `node --test` that writes nothing but the counts of the whole run, as JSON. */
export default async function* countingReporter(
  source: AsyncIterable<TestEvent>,
): AsyncGenerator<string> {
  // A suite that is skipped as a whole never names its tests, and no summary counts it.
  let suites = 0;
  for await (const event of source) {
    if (event.type === 'test:pass' && isSkippedSuite(event.data)) suites += 1;
    // One summary for each file, and one without a file for all of them.
    if (event.type !== 'test:summary' || event.data.file !== undefined) continue;
    const { tests, passed, ...others } = event.data.counts;
    const skipped = others.skipped + others.todo;
    // Canceled tests are among the rest: one that did not come to an end has failed.
    yield JSON.stringify({
      passed,
      failed: tests - passed - skipped,
      skipped: skipped + suites,
    } satisfies Counts);
  }
}

const isSkippedSuite = ({
  skip,
  details,
}: {
  readonly skip?: string | boolean;
  readonly details: { readonly type?: string };
}): boolean => skip !== undefined && skip !== false && details.type === 'suite';
