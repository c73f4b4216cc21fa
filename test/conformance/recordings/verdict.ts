import assert from 'node:assert/strict';
import { NOBODY_ASKS } from './allowed.ts';
import type { Allowed } from './allowed.ts';
import type { Replayed } from './replay.ts';

/** As many lines of a registry may differ with a reason of their own. */
const MOST_REASONS = 12;

const isStatus = (difference: string): boolean => difference.startsWith('status:');

/** How many lines may stand on the list, and how many more that nobody asks for. */
export interface Limits {
  readonly reasons: number;
  readonly nobodyAsks: number;
}

/** One sentence about a replay, e.g. `455 of 467 lines hold, 12 may differ`. */
export function summary(replayed: readonly Replayed[], allowed: readonly Allowed[]): string {
  const held = replayed.filter((line) => line.differences.length === 0).length;
  return `${held} of ${replayed.length} lines hold, ${allowed.length} may differ`;
}

/**
 * Fails when a line neither holds nor may differ, when a line that may differ holds or is not in
 * the recording, when its status is what differs in spite of a reason, and when more lines may
 * differ than before.
 */
export function assertFaithful(
  replayed: readonly Replayed[],
  allowed: readonly Allowed[],
  limits: Limits,
): void {
  const listed = new Set(allowed.map(({ name }) => name));
  const wrong = replayed.filter((line) => line.differences.length > 0);
  const report = wrong
    .filter(({ name }) => !listed.has(name))
    .map(({ name, differences }) => `${name}\n  ${differences.join('\n  ')}`);
  assert.equal(report.length, 0, `${report.length} lines do not hold:\n${report.join('\n')}`);

  const differing = new Set(wrong.map(({ name }) => name));
  const idle = [...listed].filter((name) => !differing.has(name));
  assert.deepEqual(idle, [], 'these hold, or are no lines: take them off the list');

  const reasons = new Set(
    allowed.filter(({ reason }) => reason !== NOBODY_ASKS).map(({ name }) => name),
  );
  const statuses = wrong
    .filter(({ name, differences }) => reasons.has(name) && differences.some(isStatus))
    .map(({ name }) => name);
  assert.deepEqual(statuses, [], 'what is asked for never differs in its status');

  assert(limits.reasons <= MOST_REASONS, `at most ${MOST_REASONS} lines may differ`);
  const nobodyAsks = allowed.filter(({ reason }) => reason === NOBODY_ASKS).length;
  assert.deepEqual(
    { reasons: allowed.length - nobodyAsks, nobodyAsks },
    limits,
    'the list of allowed differences only shrinks; when it did, say so here',
  );
}
