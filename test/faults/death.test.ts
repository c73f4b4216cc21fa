import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Deaths } from './death.ts';
import { ClusterDeaths } from './cluster-death.ts';
import { clusterStories, type ClusterStory } from './cluster-life.ts';
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

/** Points are more than calls, and where little has happened nothing is lost. */
const [firstPoint, everyPoint] = every === 1 ? [1, 1] : [every + 3, every * 4];

describe(`a process with a cluster that is killed at every ${everyPoint}. point`, () => {
  let deaths: ClusterDeaths;
  before(async () => {
    deaths = await ClusterDeaths.start();
  });
  after(() => deaths[Symbol.asyncDispose]());

  for (const story of Object.keys(clusterStories) as ClusterStory[]) {
    it(`in “${story}” loses and doubles nothing`, async (context) => {
      const died: string[] = [];
      for (let at = firstPoint; ; at += everyPoint) {
        const point = await deaths.run(story, at);
        if (point === undefined) break;
        died.push(point);
      }
      context.diagnostic(`${died.length} deaths: ${died.join(', ')}`);
      assert.ok(died.length > 0);
    });
  }
});
