import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { accountList, exitCode, KubeBench, never, target, transports } from './support.ts';
import { failure } from '../../failure.ts';

const here = { ...target, context: 'test' };
const extra = { 'example.com/scopes 50%': ['read', 'write'], team: ['ci'] };
const companions = {
  'as-groups': ['developers', 'Prüfer'],
  'as-uid': 'f9e0-1',
  'as-user-extra': extra,
};
const somebody = { as: 'zoë', ...companions };

for (const transport of transports) {
  describe(`a kubeconfig user that acts as another, by ${transport}`, () => {
    let bench: KubeBench;
    before(async () => {
      bench = await KubeBench.start();
    });
    after(() => bench[Symbol.asyncDispose]());
    beforeEach(() => bench.reset());
    const runAs = async (user: object) => {
      const kubeconfig = await bench.kubeconfig('impersonating', {
        user: { token: bench.rok.kube.token, ...user },
      });
      return bench.open({ kubeconfig, transport }).run(here, accountList, never);
    };

    it('is that other for every request and for exec, groups, UID and extras included', async () => {
      bench.rok.kube.settings.mayImpersonate = ['users', 'groups', 'uids', 'userextras'];
      assert.equal(exitCode(await runAs(somebody)), 0);
      const { acted } = bench.rok.kube;
      assert.deepEqual(new Set(acted.map(({ resource }) => resource)), new Set(['api', 'exec']));
      for (const { user, groups, uid, extra: keys } of acted) {
        assert.deepEqual([user, groups, uid], ['zoë', companions['as-groups'], 'f9e0-1']);
        assert.deepEqual(keys, extra);
      }
    });

    it('may be another user alone', async () => {
      bench.rok.kube.settings.mayImpersonate = ['users'];
      assert.equal(exitCode(await runAs({ as: 'jane' })), 0);
      assert.deepEqual(new Set(bench.rok.kube.acted.map(({ user }) => user)), new Set(['jane']));
    });

    for (const [granted, missing] of [
      [[], 'users'],
      [['users'], 'groups'],
      [['users', 'groups'], 'uids'],
      [['users', 'groups', 'uids'], 'userextras'],
    ] as const) {
      it(`is told which right is missing: to impersonate ${missing}`, async () => {
        bench.rok.kube.settings.mayImpersonate = granted;
        const { message } = await failure(runAs(somebody), 'forbidden');
        assert.match(message, RegExp(`context “test” lacks the right to impersonate ${missing}`));
        assert.deepEqual(bench.rok.kube.execs.commands, []);
      });
    }

    it('is refused without a user to act as, before anything is asked', async () => {
      const { message } = await failure(runAs(companions), 'invalid-input');
      assert.match(message, /without a user to impersonate \(as\)/);
      assert.deepEqual(bench.recorder.requests, []);
    });

    it('acts as itself when nothing is said', async () => {
      await runAs({});
      const users = bench.rok.kube.acted.map(({ user }) => user);
      assert.deepEqual(new Set(users), new Set(['developer']));
    });
  });
}
