import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { allowedDifferences } from '../allowed.ts';
import { assertFaithful } from '../verdict.ts';
import { compareAnswers } from './compare.ts';
import { parseCutJson } from './cut-json.ts';
import { KubePeer } from './peer.ts';
import { parseRecording } from './recording.ts';

const VERSION = '1.35.4';

describe('a JSON text that was cut', () => {
  for (const [cut, kept] of [
    ['{"a":1}', { a: 1 }],
    ['{"a":{"b":[1,2', { a: { b: [1] } }],
    ['{"a":"x, {","b":"y\\"', { a: 'x, {' }],
    ['{"a":1,"b":', { a: 1 }],
    ['[', []],
  ] as const) {
    it(`keeps what is certain of ${cut}`, () => {
      assert.deepEqual(parseCutJson(cut), kept);
    });
  }
});

describe('the API server of the sandbox', () => {
  it(`answers as kube-apiserver ${VERSION} did`, async (context) => {
    const file = new URL(`../../../recordings/kube/${VERSION}.txt`, import.meta.url);
    const blocks = parseRecording(await readFile(file, 'utf8'));
    assert.equal(blocks.length, 60);
    await using peer = await KubePeer.start();
    const replayed: { readonly name: string; readonly differences: readonly string[] }[] = [];
    for (const block of blocks) {
      for (const answer of block.answers) {
        const name = answer.label || block.heading;
        const given = await peer.answer(block, answer.label);
        replayed.push({ name, differences: compareAnswers(answer, given) });
      }
    }
    const allowed = await allowedDifferences('rok', VERSION);
    const held = replayed.filter(({ differences }) => differences.length === 0).length;
    context.diagnostic(`${held} of ${replayed.length} answers hold, ${allowed.length} may differ`);
    assertFaithful(replayed, allowed, { reasons: 2, nobodyAsks: 2 });
  });
});
