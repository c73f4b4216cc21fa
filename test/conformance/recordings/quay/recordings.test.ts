import { describe, it } from 'node:test';
import { frozenClock } from '../../../sandbox/clock.ts';
import { startSandbox } from '../../../sandbox/sandbox.ts';
import { allowedDifferences } from '../allowed.ts';
import { readRecording } from '../recording.ts';
import { replay } from '../replay.ts';
import { assertFaithful, summary } from '../verdict.ts';
import type { QuayLine } from './line.ts';
import { QuayPeer } from './peer.ts';

const VERSION = '3.18.0';
/** When the recording began: its dates are relative to it. */
const BEGAN = Date.UTC(2026, 10, 26, 1, 22, 33, 417);

describe('recordings of Quay', () => {
  it(`the double answers as ${VERSION} did`, async (test) => {
    const lines = await readRecording<QuayLine>('quay', VERSION);
    const allowed = await allowedDifferences('quay', VERSION);
    const sandbox = await startSandbox({
      clock: frozenClock(BEGAN),
      bigOrganizations: { 'big-org': 2_000 },
      manyDrpUsers: 0,
      quay: { version: VERSION },
    });
    test.after(() => sandbox.close());
    const replayed = await replay(lines, new QuayPeer(sandbox));
    test.diagnostic(`Quay ${VERSION}: ${summary(replayed, allowed)}`);
    assertFaithful(replayed, allowed, { reasons: 0, nobodyAsks: 0 });
  });
});
