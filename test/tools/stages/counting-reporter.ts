import path from 'node:path';
import type { TestEvent } from 'node:test/reporters';
import { root } from '../paths.ts';
import type { Counts } from '../counts.ts';

type Failed = Extract<TestEvent, { type: 'test:fail' }>['data'];

/** A reporter for `node --test` that writes nothing but the counts of the whole run, as JSON. */
export default async function* countingReporter(
  source: AsyncIterable<TestEvent>,
): AsyncGenerator<string> {
  // A suite that is skipped as a whole never names its tests, and no summary counts it.
  let suites = 0;
  const failures: string[] = [];
  for await (const event of source) {
    if (event.type === 'test:pass' && isSkippedSuite(event.data)) suites += 1;
    if (event.type === 'test:fail' && isOwnFailure(event.data)) failures.push(describe(event.data));
    // One summary for each file, and one without a file for all of them.
    if (event.type !== 'test:summary' || event.data.file !== undefined) continue;
    const { tests, passed, ...others } = event.data.counts;
    const skipped = others.skipped + others.todo;
    // Canceled tests are among the rest: one that did not come to an end has failed.
    yield JSON.stringify({
      passed,
      failed: tests - passed - skipped,
      skipped: skipped + suites,
      failures,
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

/** What only tells that a test around it, or inside it, has failed. */
const consequences: readonly unknown[] = ['subtestsFailed', 'cancelledByParent'];

const isOwnFailure = ({ details: { error } }: Failed): boolean =>
  !('failureType' in error && consequences.includes(error.failureType));

function describe({ name, file, line, details }: Failed): string {
  const { cause } = details.error;
  const error = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  const place = file === undefined ? '' : ` (${path.relative(root, file)}:${line ?? 0})`;
  return `${name}${place}\n${error.replaceAll(/^/gm, '    ')}`;
}
