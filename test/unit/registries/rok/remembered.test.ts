import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Registry } from '../../../../src/registries/contract/registry.ts';
import { rokAdapter } from '../../../../src/registries/rok/adapter.ts';
import { openRok } from '../../../../src/registries/rok/open.ts';
import { AccountKeeping } from '../../../../src/vault/keeping.ts';
import { KubeBench } from '../../net/kube/support.ts';
import { failure } from '../../failure.ts';
import { Machine } from '../../vault/fakes.ts';
import { openWindow } from '../../vault/window.ts';
import { connection, issue, never } from './support.ts';

const wrong = '99999999-2050-415a-8af4-e8f6b041238c';

describe('the UUID of a Rok account', () => {
  let bench: KubeBench;
  let machine: Machine;
  before(async () => {
    bench = await KubeBench.start();
  });
  after(() => bench[Symbol.asyncDispose]());
  beforeEach(() => {
    bench.reset();
    bench.rok.world.tokens.length = 0;
    machine = new Machine();
  });
  const uuidOf = (name: string) =>
    bench.rok.world.accounts.find(({ userName }) => userName === name)?.uuid;
  /** The commands that were run since the last call. */
  const commands = () => bench.rok.kube.execs.commands.splice(0).map(([, command]) => command);
  /** The editor starts: nothing is known but what this machine has stored. */
  const start = async (options: Readonly<Record<string, string>> = {}): Promise<Registry> => {
    const { vault } = openWindow(machine);
    const fresh = connection(bench, options);
    if (vault.accounts.get(fresh.account.id) === undefined) await vault.accounts.add(fresh.account);
    const account = vault.accounts.get(fresh.account.id) ?? fresh.account;
    const nobody = () => Promise.reject(new Error('alone'));
    const keeping = new AccountKeeping(vault, account, {
      exclusive: nobody,
      singleUse: { spend: nobody, refuse: nobody, giveBack: nobody },
    });
    return openRok({ ...fresh, account, keeping });
  };
  const stored = () => openWindow(machine).vault.accounts.get('account-1')?.options['uuid'];

  it('comes with the account when it is added', async () => {
    const { options } = await rokAdapter.connect(connection(bench), never);
    assert.deepEqual(options, { uuid: uuidOf('jdoe') });
  });

  it('is looked up once and known after a restart, in rows too', async () => {
    await issue(await start());
    assert.deepEqual(commands(), ['account-list', 'token-create']);
    assert.equal(stored(), uuidOf('jdoe'));
    const registry = await start();
    for await (const [row] of registry.roots(never)) {
      assert.ok(row?.details?.some(({ value }) => value === uuidOf('jdoe')));
    }
    const { issued } = await issue(registry);
    assert.deepEqual(commands(), ['token-create']);
    assert.equal(issued?.record.subject, 'jdoe');
    assert.equal(bench.rok.world.tokens.at(-1)?.account.userName, 'jdoe');
  });

  it('is replaced when the pod does not take it, and the token is issued all the same', async () => {
    await issue(await start({ uuid: wrong }));
    assert.deepEqual(commands(), ['token-create', 'account-list', 'token-create']);
    assert.equal(stored(), uuidOf('jdoe'));
    await issue(await start());
    assert.deepEqual(commands(), ['token-create']);
  });

  it('is dropped when nobody has the name any more', async () => {
    await failure(issue(await start({ user: 'gone', uuid: wrong })), 'not-found');
    assert.deepEqual(commands(), ['token-create', 'account-list']);
    assert.equal(stored(), undefined);
  });

  it('is kept when the list that could replace it was cut off', async () => {
    const registry = await start({ uuid: wrong });
    bench.rok.kube.settings.ending = 'lost-kubelet';
    bench.rok.kube.settings.exitCode = 1;
    await failure(issue(registry), 'lost-answer');
    bench.rok.kube.settings.ending = 'status';
    const cutList = bench.rok.kube.execs.next().then(() => {
      bench.rok.kube.settings.ending = 'lost-kubelet';
    });
    await failure(issue(registry), 'unreachable');
    await cutList;
    assert.equal(stored(), wrong);
  });

  it('comes without a word of a gateway that redirects those without a bearer', async () => {
    bench.rok.settings.redirectsNobody = true;
    const { options } = await rokAdapter.connect(connection(bench), never);
    assert.deepEqual(options, { uuid: uuidOf('jdoe') });
  });

  it('is not used when it is none', async () => {
    await issue(await start({ uuid: '$(id)' }));
    assert.deepEqual(commands(), ['account-list', 'token-create']);
    assert.equal(stored(), uuidOf('jdoe'));
  });

  it('is not that of others for whom a token is issued', async () => {
    await issue(await start(), { subject: 'other', other: 'ci-bot' });
    assert.equal(stored(), undefined);
  });

  it('is forgotten when the account is edited', () => {
    const { account } = connection(bench, { uuid: wrong });
    const drafted = rokAdapter.draft(rokAdapter.values(account));
    assert.equal(drafted.options['uuid'], undefined);
  });
});
