import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Account } from '../../../src/core/account.ts';
import { Accounts } from '../../../src/vault/accounts.ts';
import { FakeMemento, Machine } from './fakes.ts';
import { account, openWindow, signIn } from './window.ts';

describe('Accounts', () => {
  it('keeps each under a key of its own, sorted by label', async () => {
    const memento = new FakeMemento(new Machine());
    const accounts = new Accounts(memento);
    await accounts.add(account('2', { label: 'Work' }));
    await accounts.add(account('1', { label: 'home', tls: { fingerprint256: 'ab' } }));
    assert.deepEqual(memento.keys(), ['account:2', 'account:1']);
    assert.deepEqual(
      accounts.list().map(({ label }) => label),
      ['home', 'Work'],
    );
    assert.deepEqual(
      accounts.get('1'),
      account('1', { label: 'home', tls: { fingerprint256: 'ab' } }),
    );
  });

  it('stores the members of an account and nothing that came along', async () => {
    const memento = new FakeMemento(new Machine());
    const withSecret = { ...account('1'), password: 'planted', tls: { ca: 'PEM', key: 'planted' } };
    await new Accounts(memento).add(withSecret);
    const { stamp, ...stored } = memento.get('account:1') as { readonly stamp: number };
    assert.ok(stamp > 0);
    assert.deepEqual(stored, { ...account('1', { tls: { ca: 'PEM' } }), secret: 0 });
  });

  it('refuses a label that is taken, whatever its case, and an address with a password', async () => {
    const accounts = new Accounts(new FakeMemento(new Machine()));
    await accounts.add(account('1', { label: 'Work' }));
    const refused = { name: 'RegistryError', code: 'invalid-input' };
    await assert.rejects(accounts.add(account('2', { label: ' work ' })), refused);
    await assert.rejects(accounts.add(account('2', { label: ' ' })), refused);
    await assert.rejects(accounts.add(account('2', { url: 'https://dana:pw@h' })), refused);
    await accounts.update(account('1', { label: 'WORK' }));
    assert.equal(accounts.freeLabel('work'), 'work (2)');
    assert.equal(accounts.freeLabel('work', '1'), 'work');
    assert.equal(accounts.freeLabel('play'), 'play');
  });

  it('does not bring a removed account back by an update', async () => {
    const accounts = new Accounts(new FakeMemento(new Machine()));
    await assert.rejects(accounts.update(account('1')), { code: 'not-found' });
    assert.deepEqual(accounts.list(), []);
  });

  it('passes over entries that it cannot read and leaves them as they are', () => {
    const good = account('good');
    const bad: Record<string, unknown> = {
      text: 'text',
      null: null,
      list: [],
      otherId: account('another'),
      noLabel: { ...account('noLabel'), label: undefined },
      options: { ...account('options'), options: { depth: 1 } },
      tls: { ...account('tls'), tls: 'yes' },
      pin: { ...account('pin'), tls: { fingerprint256: 7 } },
      plain: { ...account('plain'), allowPlainHttp: 'true' },
    };
    const machine = new Machine();
    machine.plain = JSON.stringify({
      'account:good': good,
      ...Object.fromEntries(Object.entries(bad).map(([id, value]) => [`account:${id}`, value])),
    });
    const before = machine.plain;
    const accounts = new Accounts(new FakeMemento(machine));
    assert.deepEqual(accounts.list(), [good]);
    for (const id of Object.keys(bad)) assert.equal(accounts.get(id), undefined, id);
    assert.equal(machine.plain, before);
  });

  it('keeps an account of a kind that this version does not know', async () => {
    const accounts = new Accounts(new FakeMemento(new Machine()));
    const strange: Account = account('1', {
      kind: 'harbor',
      allowPlainHttp: true,
      options: { a: 'b' },
    });
    await accounts.add(strange);
    assert.deepEqual(accounts.list(), [strange]);
  });

  it('tells of changes only, those of other windows when it is refreshed', async () => {
    const machine = new Machine();
    const [here, there] = [openWindow(machine), openWindow(machine)];
    await here.vault.accounts.add(account('1'));
    await here.vault.accounts.update(account('1'));
    assert.deepEqual(here.events, ['accounts 1']);
    await there.focus();
    await there.focus();
    assert.deepEqual(there.events, ['accounts 1']);
    await here.vault.accounts.remove('1');
    await there.focus();
    assert.deepEqual(there.events, ['accounts 1', 'accounts 1']);
    assert.deepEqual(there.vault.accounts.list(), []);
  });

  it('stores nothing of an account that is refused', async () => {
    const { vault, secrets } = openWindow();
    await vault.addAccount(account('1', { label: 'Work' }), signIn('one'));
    const before = secrets.calls.length;
    await assert.rejects(vault.addAccount(account('2', { label: 'Work' }), signIn('two')));
    assert.equal(secrets.calls.length, before);
  });
});
