import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { until } from '../../../src/core/lifetime.ts';
import { Secret } from '../../../src/core/secret.ts';
import type { IssuedToken } from '../../../src/core/token.ts';
import { Vault } from '../../../src/vault/vault.ts';
import { FakeMemento, FakeSecrets, Machine } from './fakes.ts';
import { account, issued, oneWindow, openWindow, signIn } from './window.ts';

const a = account('a', { url: 'https://a.example.test' });
const b = { ...a, url: 'https://b.example.test' };

const later = ({ record, secrets }: IssuedToken): IssuedToken => ({
  record: { ...record, lifetime: until(1_950_000_000_000) },
  secrets,
});

describe('a window that lags behind', () => {
  it('brings back neither a row nor the key of a secret that another one removed', async () => {
    const machine = new Machine();
    const here = openWindow(machine);
    await here.vault.tokens.keep(issued('a/x'));
    const there = openWindow(machine);
    await here.vault.tokens.forget('a/x');
    await there.vault.tokens.keep(issued('a/y'));
    assert.match(machine.plain, /token:a\/x/);
    await here.focus();
    assert.doesNotMatch(machine.plain, /token:a\/x/);
    assert.equal(here.vault.tokens.list().length, 1);
  });

  it('costs no newer record, nor what the person decided', async () => {
    const machine = new Machine();
    const here = openWindow(machine);
    await here.vault.tokens.keep(issued('a/x'));
    const there = openWindow(machine);
    await here.vault.tokens.keep(later(issued('a/x', 'new')));
    await here.vault.tokens.setKeepAlive('a/x', true);
    await there.vault.tokens.keep(issued('a/y'));
    await here.focus();
    assert.deepEqual(here.vault.tokens.get('a/x')?.lifetime, until(1_950_000_000_000));
    assert.equal(here.vault.tokens.get('a/x')?.keepAlive, true);
  });

  it('takes an edit for what was changed in it, and nothing else', async () => {
    const machine = new Machine();
    const here = openWindow(machine);
    await here.vault.addAccount(a, signIn('of a'));
    await here.vault.changeAccount({ ...a, label: 'new name' });
    await here.vault.changeAccount({ ...a, userName: 'eve' }, undefined, a);
    assert.equal(here.vault.accounts.get('a')?.label, 'new name');
    assert.equal(here.vault.accounts.get('a')?.userName, 'eve');
  });
});

describe('a crash between secret and record', () => {
  it('of a regenerated token leaves a row that tells of the new one', async () => {
    const machine = new Machine();
    const first = openWindow(machine);
    await first.vault.tokens.keep(issued('a/x', 'old'));
    await first.vault.tokens.setKeepAlive('a/x', true);
    first.memento.fails = (key) => key === 'token:a/x';
    await assert.rejects(first.vault.tokens.keep(later(issued('a/x', 'new'))), /disk is full/);
    const { vault } = openWindow(machine);
    await vault.refresh();
    assert.deepEqual(vault.tokens.get('a/x')?.lifetime, until(1_950_000_000_000));
    assert.equal(vault.tokens.get('a/x')?.keepAlive, true);
  });
});

describe('an account that was moved in another window', () => {
  for (const [what, given] of [
    ['a sign-in', signIn('of a')],
    ['an edit', undefined],
  ] as const) {
    it(`is not given ${what} that was meant for where it stood`, async () => {
      const { vault } = openWindow();
      await vault.addAccount(a, signIn('of a'));
      await vault.changeAccount(b, signIn('of b'));
      await assert.rejects(vault.changeAccount({ ...a, label: 'x' }, given, a), {
        code: 'conflict',
      });
      assert.equal(vault.accounts.get('a')?.url, b.url);
      assert.equal((await vault.signIns.get(b))['token']?.reveal(), 'of b');
    });
  }
});

describe('a secret that has not come here yet', () => {
  it('is waited for, and not taken for the one that is here', async () => {
    const machine = new Machine();
    const here = openWindow(machine);
    await here.vault.tokens.keep(issued('a/x', 'old'));
    const old = machine.secrets.get('token:a/x');
    await here.vault.tokens.keep(later(issued('a/x', 'new')));
    const secrets = new FakeSecrets(machine);
    const waits: number[] = [];
    secrets.sees = (key, value) => (key === 'token:a/x' && waits.length < 3 ? old : value);
    const vault = new Vault({
      global: new FakeMemento(machine),
      workspace: new FakeMemento(new Machine()),
      secrets,
      exclusive: oneWindow(),
      timer: {
        wait: async (milliseconds) => {
          waits.push(milliseconds);
          await Promise.resolve();
        },
      },
    });
    await vault.tokens.revise('a/x', new Secret('old'), until(5));
    assert.equal(waits.length, 3);
    assert.deepEqual(vault.tokens.get('a/x')?.lifetime, until(1_950_000_000_000));
  });
});

describe('a note that was left', () => {
  it('is passed over when it is none of ours', async () => {
    for (const note of ['', '{', '7', 'null', '{"value":7,"stamp":"x"}']) {
      const machine = new Machine();
      const vault = new Vault({
        global: new FakeMemento(machine),
        workspace: new FakeMemento(new Machine()),
        secrets: new FakeSecrets(machine),
        exclusive: (_name, work) => work({ note, leave: () => Promise.resolve() }),
      });
      await vault.tokens.keep(issued('a/x'));
      await vault.tokens.setKeepAlive('a/x', true);
      assert.equal(vault.tokens.get('a/x')?.keepAlive, true, note);
    }
  });
});

describe('an operation on a row', () => {
  it('waits for the one of another window until what came of it is stored', async () => {
    const { vault } = openWindow();
    const { signal } = new AbortController();
    const order: string[] = [];
    const work = (name: string) => async () => {
      order.push(`${name} begins`);
      await vault.tokens.keep(issued('a/x', name));
      order.push(`${name} ends`);
    };
    await Promise.all(['one', 'two'].map((name) => vault.operate('a', ['x'], work(name), signal)));
    assert.deepEqual(order, ['one begins', 'one ends', 'two begins', 'two ends']);
  });

  it('goes on where no lock can be made, but not when it was cancelled', async () => {
    const machine = new Machine();
    const vault = new Vault({
      global: new FakeMemento(machine),
      workspace: new FakeMemento(new Machine()),
      secrets: new FakeSecrets(machine),
      exclusive: () => Promise.reject(new Error('the disk is full')),
    });
    const run = (signal: AbortSignal) =>
      vault.operate('a', ['x'], () => Promise.resolve('done'), signal);
    assert.equal(await run(new AbortController().signal), 'done');
    await assert.rejects(run(AbortSignal.abort()), { code: 'cancelled' });
  });
});
