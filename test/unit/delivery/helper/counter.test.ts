import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from '../../../../src/core/lifetime.ts';
import { Secret } from '../../../../src/core/secret.ts';
import type { TokenRecord } from '../../../../src/core/token.ts';
import type { Counter } from '../../../../src/delivery/helper/answer.ts';
import { counterOf } from '../../../../src/delivery/helper/counter.ts';
import { readServed, servedFile, ServedHosts } from '../../../../src/delivery/places/served.ts';
import { exclusive } from '../../../../src/vault/machine-lock.ts';
import { issued } from '../../vault/window.ts';

const host = 'jfrog.example.com';
const minute = 60_000;

describe('a served token that is kept alive', () => {
  let now = 1_800_000_000_000;
  let record: TokenRecord;
  let refreshes: number;
  let expired: number;
  let uses: number;
  let onUse: () => void;
  let refreshed: () => Promise<void>;
  let counter: Counter;

  let folder: string;

  afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));
  beforeEach(async () => {
    now = 1_800_000_000_000;
    [refreshes, expired, uses] = [0, 0, 0];
    onUse = () => undefined;
    folder = await mkdtemp(path.join(tmpdir(), 'rt-'));
    const served = new ServedHosts(folder, (name, work, signal) =>
      exclusive(path.join(folder, 'locks'), name, work, signal),
    );
    const entry = { host, tokenId: 'a1/ci', user: 'ci', since: now, config: '', uses: [] };
    await served.change(host, () => entry);
    counter = counterOf({
      served,
      clock: { now: () => now },
      token: () => record,
      secrets: () => Promise.resolve({ token: new Secret(`ends ${endOf(record)}`) }),
      refresh: () => {
        refreshes += 1;
        return refreshed();
      },
      onFirstUse: () => undefined,
      onUse: () => {
        uses += 1;
        onUse();
      },
      onExpired: () => (expired += 1),
    });
    refreshed = () => {
      record = living(60);
      return Promise.resolve();
    };
  });

  /** A token with so many minutes left of its hour. */
  const living = (left: number, keepAlive = true): TokenRecord => ({
    ...issued('a1/ci').record,
    keepAlive,
    issuedAt: now - (60 - left) * minute,
    lifetime: until(now + left * minute),
  });
  const endOf = ({ lifetime }: TokenRecord) => (lifetime.kind === 'until' ? lifetime.at - now : 0);
  const handed = async () => (await counter.hand(host, 'docker'))?.secret.reveal();

  it('is used once by a program that asks several times within a minute', async () => {
    record = living(60);
    for (const passed of [0, minute - 1, 1]) {
      now += passed;
      const noted = Promise.withResolvers<undefined>();
      onUse = () => noted.resolve(undefined);
      await handed();
      // The one in between is noted by nobody: the note of the third is the second.
      if (passed !== minute - 1) await noted.promise;
    }
    const [served] = await readServed(servedFile(folder));
    assert.deepEqual([uses, served?.uses], [2, [{ program: 'docker', last: now }]]);
  });

  it('is handed out with a quarter of an hour left at least', async () => {
    record = living(15);
    assert.equal(await handed(), `ends ${15 * minute}`);
    assert.equal(refreshes, 0);
    record = living(14);
    assert.equal(await handed(), `ends ${60 * minute}`);
    assert.equal(refreshes, 1);
  });

  it('is refreshed after its end, as when the editor was closed over night', async () => {
    record = living(-60);
    assert.equal(await handed(), `ends ${60 * minute}`);
    assert.equal(expired, 0);
  });

  it('is refreshed once for all that ask', async () => {
    record = living(3);
    const all = await Promise.all(Array.from({ length: 20 }, handed));
    assert.deepEqual(new Set(all), new Set([`ends ${60 * minute}`]));
    assert.equal(refreshes, 1);
  });

  it('is handed out as it is where it cannot be refreshed, and not tried each time', async () => {
    record = living(3);
    refreshed = () => Promise.resolve();
    assert.equal(await handed(), `ends ${3 * minute}`);
    assert.equal(await handed(), `ends ${3 * minute}`);
    assert.equal(refreshes, 1);
    now += minute;
    assert.equal(await handed(), `ends ${2 * minute}`);
    assert.equal(refreshes, 2);
  });

  it('keeps no client waiting for a registry that does not answer', async (context) => {
    context.after(() => mock.timers.reset());
    const asked = Promise.withResolvers<undefined>();
    refreshed = () => {
      asked.resolve(undefined);
      return new Promise(() => undefined);
    };
    record = living(3);
    mock.timers.enable({ apis: ['setTimeout'] });
    const answer = handed();
    await asked.promise;
    mock.timers.tick(1_500);
    assert.equal(await answer, `ends ${3 * minute}`);
  });

  it('is left alone where the person does not want it kept alive', async () => {
    record = living(3, false);
    assert.equal(await handed(), `ends ${3 * minute}`);
    assert.equal(refreshes, 0);
  });
});
