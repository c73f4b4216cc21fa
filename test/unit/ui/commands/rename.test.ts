import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { Node } from '../../../../src/ui/tree/node.ts';
import { account, issued } from '../../vault/window.ts';
import { openDesk, registryOf, row, type Desk } from '../fakes/desk.ts';
import { escape, person } from '../fakes/editor.ts';

const { rename } = await import('../../../../src/ui/commands/rename.ts');

let desk: Desk;
beforeEach(async () => {
  person.reset();
  desk = await openDesk(registryOf({}));
});

const pastedToken = (): Node => {
  const { record } = issued('/p1');
  return {
    type: 'record',
    id: 'pasted/p1',
    account: undefined,
    record: desk.window.vault.tokens.get('/p1') ?? record,
    parent: { type: 'pasted', id: 'pasted' },
  };
};

describe('renaming', () => {
  it('gives an account another name that no other has', async () => {
    const { vault } = desk.window;
    await vault.addAccount(account('a2', { label: 'taken' }), {});
    const node: Node = { type: 'account', id: 'a1', account: desk.account };
    person.plans('taken', escape);
    await rename(node, desk.services);
    assert.equal(vault.accounts.get('a1')?.label, 'acme');
    person.plans('acme production');
    await rename(node, desk.services);
    assert.equal(vault.accounts.get('a1')?.label, 'acme production');
  });

  it('gives a pasted token another name, and leaves its secret alone', async () => {
    const { vault } = desk.window;
    await vault.tokens.keep(issued('/p1', 'the pasted secret'));
    person.plans(' nightly ');
    await rename(pastedToken(), desk.services);
    assert.equal(vault.tokens.get('/p1')?.label, 'nightly');
    assert.equal((await vault.tokens.secrets('/p1'))?.token.reveal(), 'the pasted secret');
  });

  it('takes no secret for a name', async () => {
    const { vault } = desk.window;
    await vault.tokens.keep(issued('/p1', 'the pasted secret'));
    person.plans('the pasted secret', escape);
    await rename(pastedToken(), desk.services);
    assert.equal(vault.tokens.get('/p1')?.label, 'p1');
  });

  it('leaves names alone that are the registry’s', async () => {
    await rename(desk.node(row('ci')), desk.services);
    assert.deepEqual(person.seen, ['brief: ci has its name from the registry']);
  });
});
