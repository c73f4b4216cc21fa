import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Secret } from '../../../src/core/secret.ts';
import { Machine, settled } from './fakes.ts';
import { account, openWindow, signIn } from './window.ts';

describe('SignIns', () => {
  it('gives back what was stored, an empty sign-in as well', async () => {
    const { vault } = openWindow();
    await vault.signIns.put(account('1'), { user: new Secret('dana'), password: new Secret('pw') });
    await vault.signIns.put(account('2'), {});
    const found = await vault.signIns.get(account('1'));
    assert.deepEqual(Object.keys(found), ['user', 'password']);
    assert.equal(found['password']?.reveal(), 'pw');
    assert.deepEqual(await vault.signIns.get(account('2')), {});
  });

  it('says that it is missing when the store has lost it, and keeps the account', async () => {
    const machine = new Machine();
    const { vault, events } = openWindow(machine);
    await vault.addAccount(account('1'), signIn('one'));
    events.length = 0;
    machine.secrets.clear();
    machine.announce('signin:1');
    machine.announce('signin:1');
    await settled();
    assert.deepEqual(events, ['sign-in 1']);
    await assert.rejects(vault.signIns.get(account('1')), {
      code: 'sign-in-missing',
      repair: 'sign-in',
    });
    assert.equal(vault.accounts.list().length, 1);
  });

  it('treats what it cannot read as missing and leaves it', async () => {
    const machine = new Machine();
    const { vault } = openWindow(machine);
    const values = [
      '',
      'x',
      'null',
      '[]',
      '{"revision":1,"members":{}}',
      '{"revision":"r","members":{"fields":{"token":7}}}',
    ];
    for (const value of values) {
      machine.secrets.set('signin:1', value);
      assert.equal(await vault.signIns.find(account('1')), undefined, value);
      assert.equal(machine.secrets.get('signin:1'), value);
    }
  });

  it('tells of a sign-in once in either window, though every event comes twice', async () => {
    const machine = new Machine();
    const [here, there] = [openWindow(machine), openWindow(machine)];
    await here.vault.signIns.put(account('1'), signIn('one'));
    await settled();
    assert.deepEqual(here.events, ['sign-in 1']);
    assert.deepEqual(there.events, ['sign-in 1']);
    await there.vault.signIns.put(account('1'), signIn('two'));
    await settled();
    assert.deepEqual(here.events, ['sign-in 1', 'sign-in 1']);
    assert.deepEqual(there.events, ['sign-in 1', 'sign-in 1']);
    assert.equal((await here.vault.signIns.get(account('1')))['token']?.reveal(), 'two');
  });

  it('does not tell of events without a change, of foreign keys, or of a store that fails', async () => {
    const machine = new Machine();
    const { vault, events, secrets } = openWindow(machine);
    await vault.signIns.put(account('1'), signIn('one'));
    await settled();
    events.length = 0;
    machine.announce('signin:1');
    machine.announce('signin:never');
    machine.announce('something else');
    await settled();
    secrets.fails = 'get';
    machine.announce('signin:1');
    await settled();
    assert.deepEqual(events, []);
  });

  it('passes on why the store fails', async () => {
    const { vault, secrets } = openWindow();
    secrets.fails = 'get';
    await assert.rejects(vault.signIns.get(account('1')), /cannot get/);
    secrets.fails = 'store';
    await assert.rejects(vault.signIns.put(account('1'), signIn('one')), /cannot store/);
    secrets.fails = undefined;
    await vault.signIns.put(account('1'), signIn('one'));
    assert.equal((await vault.signIns.get(account('1')))['token']?.reveal(), 'one');
  });
});
