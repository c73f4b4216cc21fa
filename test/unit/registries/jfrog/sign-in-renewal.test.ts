import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import type { JfrogToken } from '../../../sandbox/jfrog/model.ts';
import { Bench, never, type JfrogWindow } from './support.ts';
import { collect } from '../collect.ts';
import { failure } from '../../failure.ts';

const hour = 3600;

describe('the account’s own sign-in, where a refresh token came with it', () => {
  let bench: Bench;
  let token: JfrogToken;
  let age = 0;
  before(async () => {
    bench = await Bench.start();
  });
  after(() => bench[Symbol.asyncDispose]());
  beforeEach(() => {
    // Of twenty hours, the last two are the time to renew it.
    const { world } = bench.jfrog;
    const issuedAt = world.seconds - age * hour;
    token = world.issue({ username: 'ada', lifetime: 20 * hour, issuedAt, refreshable: true });
  });

  const store = async ({ vault }: JfrogWindow) => {
    const refresh = new Secret(token.refresh ?? '');
    await vault.signIns.put(bench.account, { token: new Secret(bench.jwt(token)), refresh });
  };
  const use = ({ registry }: JfrogWindow) => collect(registry.roots(never));
  const renewals = () => bench.requests().filter((request) => request.startsWith('POST')).length;

  describe('while it is young', () => {
    before(() => {
      age = 17;
    });

    it('is used as it is', async () => {
      const window = bench.signedIn();
      await store(window);
      await use(window);
      assert.equal(renewals(), 0);
      assert.equal(token.isRevoked, false);
    });
  });

  describe('shortly before its end', () => {
    before(() => {
      age = 19;
    });

    it('is refreshed once, stored, and used from then on', async () => {
      const window = bench.signedIn();
      await store(window);
      await Promise.all([use(window), use(window)]);
      assert.equal(renewals(), 1);
      assert.equal(token.isRevoked, true);
      const { token: text, refresh } = await window.vault.signIns.get(bench.account.id);
      assert.ok(text && refresh);
      assert.notEqual(text.reveal(), bench.jwt(token));
      assert.notEqual(refresh.reveal(), token.refresh);
      await use(window);
      assert.equal(renewals(), 0);
    });

    it('is refreshed by one of two windows, although the other hears of it late', async () => {
      const [one, other] = [bench.signedIn(), bench.signedIn()];
      await store(one);
      const former = await one.secrets.get(`signin:${bench.account.id}`);
      await use(one);
      let looks = 0;
      other.secrets.sees = (_, value) => ((looks += 1) <= 5 ? former : value);
      bench.requests();
      await use(other);
      assert.equal(renewals(), 0);
      const present = await other.vault.signIns.get(bench.account.id);
      assert.notEqual(present['token']?.reveal(), bench.jwt(token));
    });

    it('is used to its end when it cannot be refreshed, and its refusal is told', async () => {
      const window = bench.signedIn();
      await store(window);
      bench.jfrog.world.byRefresh.delete(token.refresh ?? '');
      assert.ok((await use(window)).length > 0);
      bench.jfrog.world.revoke(token);
      await failure(use(window), 'sign-in-expired');
    });
  });
});
