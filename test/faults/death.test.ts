import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Deaths } from './death.ts';
import { stories, type Story } from './life.ts';

/** Every how many-th call a process is killed at; `DEATHS_EVERY=1` for each of them. */
const every = Number(process.env['DEATHS_EVERY'] ?? 17);

describe(`a process that is killed at every ${every}. call`, () => {
  let deaths: Deaths;
  before(async () => {
    deaths = await Deaths.start();
  });
  after(() => deaths[Symbol.asyncDispose]());

  for (const story of Object.keys(stories) as Story[]) {
    it(`in “${story}” loses and doubles nothing`, async (context) => {
      const died: string[] = [];
      for (let at = 1; ; at += every) {
        const call = await deaths.run(story, { at, when: 'before' });
        if (call === undefined) break;
        await deaths.run(story, { at, when: 'after' });
        died.push(call);
      }
      context.diagnostic(`${died.length * 2} deaths: ${died.join(', ')}`);
      assert.ok(died.length > 0);
    });
  }
});
