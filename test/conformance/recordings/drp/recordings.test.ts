import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { allowedDifferences } from '../allowed.ts';
import { readRecording } from '../recording.ts';
import { replay } from '../replay.ts';
import { assertFaithful, summary } from '../verdict.ts';
import { meaningful } from './line.ts';
import type { DrpLine } from './line.ts';
import { DrpPeer } from './peer.ts';
import { RECORDED } from './versions.ts';
import type { RecordedInfo } from './words.ts';
import { setUp } from './world.ts';

describe('the double of Digital Rebar answers as the servers did', () => {
  for (const [recording, settings] of Object.entries(RECORDED)) {
    it(`as ${recording}`, async (test) => {
      const lines = (await readRecording<DrpLine>('drp', recording)).map((line) => ({
        ...line,
        answer: { ...line.answer, headers: meaningful(line.answer.headers) },
      }));
      const allowed = await allowedDifferences('drp', recording);
      const file = new URL(`../../../recordings/drp/${recording}.info.json`, import.meta.url);
      const stand = await setUp(settings);
      test.after(() => stand.drp.close());
      const info = JSON.parse(await readFile(file, 'utf8')) as RecordedInfo;
      const replayed = await replay(lines, new DrpPeer(stand, info));
      test.diagnostic(`Digital Rebar ${recording}: ${summary(replayed, allowed)}`);
      assertFaithful(replayed, allowed, { reasons: 0, nobodyAsks: 0 });
    });
  }
});
