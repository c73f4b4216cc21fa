import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import profile from '../../fixtures/profile-0.1.0.json' with { type: 'json' };
import { FakeMemento, Machine } from '../vault/fakes.ts';
import { openWindow } from '../vault/window.ts';
import { row } from './fakes/desk.ts';
import './fakes/editor.ts';

const { Orders } = await import('../../../src/ui/tree/orders.ts');
const { Memory } = await import('../../../src/ui/wizard/memory.ts');

/** What a machine has stored that version 0.1.0 ran on. */
function machineOf(plain: object, secrets: Readonly<Record<string, string>> = {}): Machine {
  const machine = new Machine();
  machine.plain = JSON.stringify(plain);
  for (const [key, value] of Object.entries(secrets)) machine.secrets.set(key, value);
  return machine;
}

describe('a profile that version 0.1.0 has written', () => {
  const { vault, memento } = openWindow(machineOf(profile.global, profile.secrets));
  const workspace = new FakeMemento(machineOf(profile.workspace));

  it('has its accounts, with their trust and their sign-ins', async () => {
    assert.deepEqual(vault.accounts.list(), [profile.global['account:a1']]);
    const [account] = vault.accounts.list();
    assert(account);
    const { token } = await vault.signIns.get(account);
    assert.equal(token?.reveal(), 'invented-sign-in');
  });

  it('has its tokens, with all that was kept of them', async () => {
    assert.deepEqual(vault.tokens.list(), [profile.global['token:a1/token:t1']]);
    const secrets = await vault.tokens.secrets('a1/token:t1');
    assert.deepEqual(
      [secrets?.token, secrets?.refresh, secrets?.reference].map((secret) => secret?.reveal()),
      ['invented-token', 'invented-refresh', 'invented-reference'],
    );
  });

  it('offers the answers and presets that were kept by kind and action', () => {
    const memory = new Memory(memento as never, () => ({}));
    assert.equal(memory.recall('drp.issue.rights'), 'roles');
    assert.deepEqual(memory.presets('drp.issue'), profile.global['presets:drp.issue']);
    assert.deepEqual(
      memory.presets('quay.createRobot'),
      profile.global['presets:quay.createRobot'],
    );
  });

  it('sorts as was chosen', () => {
    const order = {
      id: 'lastUsed',
      label: 'Last use',
      ascending: 'longest ago first',
      descending: 'latest first',
      shown: { ascending: 'unused longest', descending: 'last used first' },
      first: 'descending',
    } as const;
    const account = { ...vault.accounts.list()[0] } as never;
    const sorting = new Orders(workspace).of({
      type: 'item',
      id: 'a1/mine',
      account,
      item: row('mine', { orders: [order] }),
      parent: { type: 'account', id: 'a1', account },
    });
    assert.deepEqual(sorting, { order, descending: true });
    assert.equal(workspace.get('active'), 'a1/token:t1');
  });
});
