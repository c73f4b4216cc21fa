import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Machine, settled } from './fakes.ts';
import { account, issued, openWindow, signIn } from './window.ts';

describe('two windows', () => {
  it('lose no token when they issue at the same time and overwrite each other', async () => {
    const machine = new Machine();
    const [here, there] = [openWindow(machine), openWindow(machine)];
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        (n % 2 === 0 ? here : there).vault.tokens.keep(issued(`a/${n}`)),
      ),
    );
    // Each lists again what the other one overwrote, and the first then sees it.
    for (const window of [here, there, here]) await window.focus();
    for (const { vault } of [here, there]) {
      assert.equal(vault.tokens.list().length, 20);
      for (const { id } of vault.tokens.list()) {
        assert.equal((await vault.tokens.secrets(id))?.token.reveal(), `secret of ${id}`);
      }
    }
  });

  it('lose no account when they add at the same time; one name is then numbered', async () => {
    const machine = new Machine();
    const [here, there] = [openWindow(machine), openWindow(machine)];
    await Promise.all([
      here.vault.addAccount(account('1', { label: 'Work' }), signIn('one')),
      there.vault.addAccount(account('2', { label: 'Work' }), signIn('two')),
    ]);
    for (const window of [here, there, here]) await window.focus();
    for (const { vault } of [here, there]) {
      assert.deepEqual(
        vault.accounts.list().map(({ label }) => label),
        ['Work', 'Work (2)'],
      );
      assert.equal((await vault.signIns.get(account('2')))['token']?.reveal(), 'two');
    }
  });

  it('come to the same state when one forgets', async () => {
    const machine = new Machine();
    const [here, there] = [openWindow(machine), openWindow(machine)];
    await here.vault.addAccount(account('a'), signIn('one'));
    await here.vault.tokens.keep(issued('a/x'));
    await there.focus();
    await there.vault.active.set('a/x');
    there.events.length = 0;
    await here.vault.removeAccount('a');
    await there.focus();
    await settled();
    assert.deepEqual(there.vault.accounts.list(), []);
    assert.deepEqual(there.vault.tokens.list(), []);
    assert.equal(there.vault.active.token, undefined);
    assert.ok(there.events.includes('accounts a'));
    assert.ok(there.events.includes('sign-in a'));
    assert.ok(there.events.includes('tokens a/x'));
    assert.ok(there.events.includes('active'));
  });

  it('do not list again what one has forgotten and the other’s store still has', async () => {
    const machine = new Machine();
    const [here, there] = [openWindow(machine), openWindow(machine)];
    await here.vault.addAccount(account('a'), signIn('one'));
    await here.vault.tokens.keep(issued('a/x'));
    await there.focus();
    const stale = [...machine.secrets];
    await here.vault.forgetAll();
    for (const [key, value] of stale) machine.secrets.set(key, value);
    await there.focus();
    assert.deepEqual(there.vault.accounts.list(), []);
    assert.deepEqual(there.vault.tokens.list(), []);
    assert.deepEqual(there.memento.keys(), []);
  });

  it('hear of an account that another adds without being refreshed', async () => {
    const machine = new Machine();
    const [here, there] = [openWindow(machine), openWindow(machine)];
    await here.vault.accounts.add(account('a'));
    there.memento.sync();
    await here.vault.signIns.put(account('a'), signIn('one'));
    await settled();
    assert.deepEqual(there.events, ['sign-in a', 'accounts a']);
  });
});

describe('a crash', () => {
  it('between secret and record leaves a token that is listed again', async () => {
    const machine = new Machine();
    const first = openWindow(machine);
    first.memento.fails = (key) => key === 'token:a/x';
    await assert.rejects(first.vault.tokens.keep(issued('a/x')), /disk is full/);
    assert.deepEqual(first.vault.tokens.list(), []);
    const second = openWindow(machine);
    await second.vault.refresh();
    await second.vault.refresh();
    assert.deepEqual(second.vault.tokens.list(), [issued('a/x').record]);
    assert.deepEqual(second.events, ['tokens a/x']);
  });

  it('is made good by the index where the store cannot list', async () => {
    const machine = new Machine();
    const first = openWindow(machine);
    first.memento.fails = (key) => key === 'token:a/x';
    await assert.rejects(first.vault.tokens.keep(issued('a/x')));
    const second = openWindow(machine);
    second.secrets.cannotList = true;
    await second.vault.refresh();
    assert.equal(second.vault.tokens.list().length, 1);
  });

  it('between sign-in and account leaves an account that is listed again', async () => {
    const machine = new Machine();
    const first = openWindow(machine);
    first.memento.fails = (key) => key === 'account:1';
    await assert.rejects(first.vault.addAccount(account('1'), signIn('one')));
    const second = openWindow(machine);
    await second.vault.refresh();
    assert.deepEqual(second.vault.accounts.list(), [account('1')]);
  });

  it('while an account is removed leaves it to be removed again', async () => {
    const { vault, secrets, memento } = openWindow();
    await vault.addAccount(account('a'), signIn('one'));
    await vault.tokens.keep(issued('a/x'));
    secrets.fails = 'delete';
    await assert.rejects(vault.removeAccount('a'), /cannot delete/);
    assert.equal(vault.accounts.list().length, 1);
    assert.equal(vault.tokens.list().length, 1);
    secrets.fails = undefined;
    await vault.removeAccount('a');
    assert.deepEqual(memento.keys(), []);
  });

  it('never costs what cannot be read, nor another account’s entries', async () => {
    const machine = new Machine();
    machine.plain = JSON.stringify({ 'account:1': 'of a later version' });
    machine.secrets.set('token:a/x', 'of a later version');
    machine.secrets.set('signin:1', 'of a later version');
    const before = machine.plain;
    await openWindow(machine).vault.refresh();
    assert.equal(machine.plain, before);
    assert.equal(machine.secrets.size, 2);
  });
});

describe('removing', () => {
  it('an account takes its sign-in, tokens and orphans with it and leaves the others', async () => {
    const machine = new Machine();
    const { vault } = openWindow(machine);
    for (const id of ['a', 'ab']) {
      await vault.addAccount(account(id), signIn(`of ${id}`));
      await vault.tokens.keep(issued(`${id}/x`));
    }
    machine.secrets.set('token:a/orphan', 'unreadable');
    await vault.removeAccount('a');
    assert.deepEqual([...machine.secrets.keys()].sort(), ['signin:ab', 'token:ab/x']);
    assert.deepEqual(
      vault.tokens.list().map(({ id }) => id),
      ['ab/x'],
    );
  });

  for (const cannotList of [false, true]) {
    it(`everything leaves nothing, the store ${cannotList ? 'unable' : 'able'} to list`, async () => {
      const machine = new Machine();
      const { vault, secrets, memento, workspace } = openWindow(machine);
      secrets.cannotList = cannotList;
      await vault.addAccount(account('a'), signIn('one'));
      await vault.tokens.keep(issued('a/x'));
      await vault.tokens.keep(issued('pasted/y'));
      await vault.active.set('a/x');
      memento.fails = (key) => key === 'token:a/orphan';
      await assert.rejects(vault.tokens.keep(issued('a/orphan')));
      memento.fails = undefined;
      await memento.update('account:unreadable', 'text');
      await memento.update('token:unreadable', 'text');
      if (!cannotList) machine.secrets.set('of an old version', 'x');
      await vault.forgetAll();
      assert.deepEqual([...machine.secrets.keys()], []);
      assert.deepEqual(memento.keys(), []);
      assert.deepEqual(workspace.keys(), []);
    });
  }

  it('everything goes on past what fails, and keeps that listed', async () => {
    const machine = new Machine();
    const { vault, secrets } = openWindow(machine);
    await vault.addAccount(account('a'), signIn('one'));
    await vault.tokens.keep(issued('a/x'));
    secrets.fails = 'delete';
    await assert.rejects(vault.forgetAll());
    assert.equal(vault.accounts.list().length, 1);
    secrets.fails = undefined;
    await vault.forgetAll();
    assert.equal(machine.secrets.size, 0);
    assert.deepEqual(vault.accounts.list(), []);
  });

  it('an account leaves a token that was held meanwhile where it is seen', async () => {
    const { vault } = openWindow();
    await vault.addAccount(account('a'));
    await vault.removeAccount('a');
    await vault.tokens.keep(issued('a/late'));
    assert.deepEqual(
      vault.strayTokens().map(({ id }) => id),
      ['a/late'],
    );
  });

  it('a disposed vault hears nothing', async () => {
    const machine = new Machine();
    const { vault, events, secrets } = openWindow(machine);
    vault.dispose();
    machine.secrets.set('signin:1', 'x');
    machine.announce('signin:1');
    await settled();
    assert.deepEqual(events, []);
    assert.deepEqual(secrets.calls, []);
  });
});
