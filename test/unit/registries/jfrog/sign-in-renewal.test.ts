import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import type { Item } from '../../../../src/registries/contract/item.ts';
import type { JfrogToken } from '../../../sandbox/jfrog/model.ts';
import { Bench, look, never, type JfrogWindow } from './support.ts';
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
    const signIn = { token: new Secret(bench.jwt(token)), refresh };
    const isKnown = vault.accounts.get(bench.account.id) !== undefined;
    if (isKnown) await vault.changeAccount(bench.account, signIn);
    else await vault.addAccount(bench.account, signIn);
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
      const { token: text, refresh } = await window.vault.signIns.get(bench.account);
      assert.ok(text && refresh);
      assert.notEqual(text.reveal(), bench.jwt(token));
      assert.notEqual(refresh.reveal(), token.refresh);
      await use(window);
      assert.equal(renewals(), 0);
    });

    it('is refreshed by one of two windows, although the other hears of it late', async () => {
      const one = bench.signedIn();
      await store(one);
      const other = bench.signedIn();
      const former = await one.secrets.get(`signin:${bench.account.id}`);
      await use(one);
      let looks = 0;
      other.secrets.sees = (_, value) => ((looks += 1) <= 5 ? former : value);
      bench.requests();
      await use(other);
      assert.equal(renewals(), 0);
      const present = await other.vault.signIns.get(bench.account);
      assert.notEqual(present['token']?.reveal(), bench.jwt(token));
    });

    it('is used to its end when it cannot be refreshed, and its refusal is told', async () => {
      const window = bench.signedIn();
      await store(window);
      bench.jfrog.world.byRefresh.delete(token.refresh ?? '');
      bench.requests();
      assert.ok((await use(window)).length > 0);
      assert.ok((await use(bench.signedIn())).length > 0);
      assert.equal(renewals(), 1);
      bench.jfrog.world.revoke(token);
      await failure(use(window), 'sign-in-expired');
    });

    it('is sent one time only when the answer is lost, which every call tells', async () => {
      const window = bench.signedIn();
      await store(window);
      bench.requests();
      bench.jfrog.faults.add({ kind: 'cut-after', method: 'POST' });
      for (const again of [window, window, bench.signedIn()]) {
        const error = await failure(use(again), 'lost-answer');
        assert.match(error.message, /it may have been renewed or not/);
        assert.deepEqual([error.repair, error.otherRepair], ['look', 'sign-in']);
        const { message, signInEnded } = await look(error);
        assert.match(message, /no longer accepts the current sign-in/);
        assert.equal(signInEnded, true);
      }
      assert.equal(renewals(), 1);
    });

    it('is sent again once the server has said that it was not used', async () => {
      const window = bench.signedIn();
      await store(window);
      bench.requests();
      bench.jfrog.faults.add({ kind: 'cut', method: 'POST' });
      const error = await failure(use(window), 'lost-answer');
      await failure(use(window), 'lost-answer');
      assert.equal(renewals(), 1);
      assert.match((await look(error)).message, /was not renewed, and .* still accepts it/);
      await use(window);
      assert.equal(renewals(), 1);
      assert.equal(token.isRevoked, true);
    });

    it('is not sent by a window that opens after another died in the middle', async () => {
      const window = bench.signedIn();
      await store(window);
      await bench.alone.singleUse.spend(new Secret(token.refresh ?? ''));
      bench.requests();
      await failure(use(bench.signedIn()), 'lost-answer');
      assert.equal(renewals(), 0);
    });

    it('is kept for nobody when the account was moved, removed or signed in again meanwhile', async () => {
      const { account } = bench;
      const moved = { ...account, url: 'https://other.example.test' };
      const other = { token: new Secret('of somebody else') };
      const meanwhile: Readonly<Record<string, (window: JfrogWindow) => Promise<unknown>>> = {
        moved: ({ vault }) => vault.changeAccount(moved, other),
        removed: ({ vault }) => vault.removeAccount(account.id),
        forgotten: ({ vault }) => vault.forgetAll(),
        'signed in again': ({ vault }) => vault.changeAccount(account, other),
      };
      for (const [what, act] of Object.entries(meanwhile)) {
        token = bench.jfrog.world.issue({
          username: 'ada',
          lifetime: 20 * hour,
          issuedAt: bench.jfrog.world.seconds - 19 * hour,
          refreshable: true,
        });
        const window = bench.signedIn();
        await store(window);
        const held = bench.jfrog.faults.add({ kind: 'slow', method: 'POST' });
        const using = use(window).catch((error: unknown) => error);
        await held.reached;
        await act(window);
        held.release();
        await using;
        const present = window.vault.accounts.get(account.id);
        const signIn = present && (await window.vault.signIns.find(present));
        const text = signIn?.['token']?.reveal();
        assert.equal(text, /removed|forgotten/.test(what) ? undefined : 'of somebody else', what);
        await window.vault.refresh();
        assert.equal(window.vault.accounts.list().length, present === undefined ? 0 : 1, what);
        await window.vault.forgetAll();
      }
    });

    describe('and held by JFrog’s CLI as well', () => {
      /** A machine whose CLI is set up with one server. */
      const cli = (server: object) => {
        const text = JSON.stringify({ servers: [{ url: bench.jfrog.url, ...server }] });
        const read = (file: string) =>
          Promise.resolve(file === '.jfrog/jfrog-cli.conf.v6' ? text : undefined);
        return () => Promise.resolve({ variables: {}, read });
      };
      const signInLine = (row: Item | undefined) =>
        row?.details?.find(({ label }) => label === 'Sign-in')?.value;

      it('is not refreshed, and the tooltip says why', async () => {
        for (const name of ['refreshToken', 'artifactoryRefreshToken']) {
          const window = bench.signedIn(cli({ [name]: token.refresh }));
          await store(window);
          bench.requests();
          const [mine] = await use(window);
          assert.equal(renewals(), 0);
          const line = JSON.stringify(signInLine(mine));
          assert.match(line, /the same refresh token \(~\/\.jfrog\/jfrog-cli\.conf\.v6\)/);
          assert.ok(!JSON.stringify(mine).includes(token.refresh ?? '?'));
        }
        assert.equal(token.isRevoked, false);
      });

      it('is told to have ended with the reason, and nothing is sent', async () => {
        token = bench.jfrog.world.issue({
          username: 'ada',
          lifetime: hour,
          issuedAt: bench.jfrog.world.seconds - 2 * hour,
          refreshable: true,
        });
        const window = bench.signedIn(cli({ refreshToken: token.refresh }));
        await store(window);
        bench.requests();
        const error = await failure(use(window), 'sign-in-expired');
        assert.match(
          error.message,
          /^The sign-in has ended\. It was not renewed, because the JFrog/,
        );
        assert.equal(error.repair, 'sign-in');
        assert.deepEqual(bench.requests(), []);
      });

      it('is refreshed when the CLI holds another one', async () => {
        const window = bench.signedIn(cli({ refreshToken: 'another' }));
        await store(window);
        bench.requests();
        const [mine] = await use(window);
        assert.equal(renewals(), 1);
        assert.equal(signInLine(mine), undefined);
      });
    });

    it('is used from memory while it cannot be stored, and stored when it can', async () => {
      const window = bench.signedIn();
      await store(window);
      bench.requests();
      window.secrets.fails = 'store';
      await use(window);
      await use(window);
      window.secrets.fails = undefined;
      await use(window);
      assert.equal(renewals(), 1);
      const stored = await window.vault.signIns.get(bench.account);
      assert.notEqual(stored['token']?.reveal(), bench.jwt(token));
      await use(bench.signedIn());
    });
  });
});
