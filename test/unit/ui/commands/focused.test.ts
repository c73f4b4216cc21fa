import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { Node } from '../../../../src/ui/tree/node.ts';
import { settled } from '../../vault/fakes.ts';
import { issued } from '../../vault/window.ts';
import { openDesk, registryOf, row, type Desk } from '../fakes/desk.ts';
import { person } from '../fakes/editor.ts';

const { copyFocused, deleteFocused, filterFocused, renameFocused } =
  await import('../../../../src/ui/commands/focused.ts');

const [ci, cd, plain] = ['ci', 'cd', 'plain'].map((label) =>
  row(label, { type: 'robot', can: ['fetch', 'delete'], token: issued(`a1/${label}`).record }),
) as [Item, Item, Item];
type Item = ReturnType<typeof row>;

const group = row('group', { hasChildren: true });

/** What was deleted, in order. */
let deleted: string[];
let desk: Desk;
beforeEach(async () => {
  person.reset();
  deleted = [];
  desk = await openDesk(
    registryOf({
      actions: {
        delete: {
          several: true,
          consequence: (items) => ({
            message: `Delete ${items.map(({ label }) => label).join(' and ')}?`,
            detail: 'It does not come back.',
          }),
          run: ({ label }) => {
            deleted.push(label);
            return Promise.resolve({ message: `${label} is gone.`, changed: [] });
          },
        },
      },
    }),
  );
});

/** The keyboard is on one row, while others are selected. */
function on(focused: Node, ...selected: readonly Node[]): void {
  person.focused = focused;
  person.selection = selected;
}

const held = (id: string): Node => ({
  type: 'record',
  id,
  account: undefined,
  record: issued(id).record,
  parent: { type: 'pasted', id: 'pasted' },
});

const ofAccount = (): Node => ({ type: 'account', id: 'a1', account: desk.account });

describe('a key in the tree', () => {
  it('means the row it is pressed on, not the one that is selected; and selects nothing', async () => {
    const [selected, focused] = [desk.node(ci), desk.node(cd)];
    on(focused, selected);
    person.plans('Delete');
    await deleteFocused(desk.services);
    await settled();
    assert.match(person.seen[0] ?? '', /^question: Delete cd\? /);
    assert.deepEqual(deleted, ['cd']);
    assert.deepEqual(person.selection, [selected]);
    assert.deepEqual(person.ran, []);
  });

  it('means all rows that are selected, where it is pressed on one of them', async () => {
    const rows = [desk.node(ci), desk.node(cd), desk.node(plain)] as const;
    on(rows[1], ...rows);
    person.plans('Delete');
    await deleteFocused(desk.services);
    assert.deepEqual(deleted.toSorted(), ['cd', 'ci', 'plain']);
    assert.equal(person.selection.length, 3);
  });

  it('ends nothing where not all rows that are selected can be ended together', async () => {
    await desk.window.vault.tokens.keep(issued('a1/x'));
    const alone = row('alone', { can: ['revoke'] });
    const [robot, user] = [desk.node(ci), desk.node(alone)];
    for (const other of [user, desk.node(group), held('a1/x'), ofAccount()]) {
      on(robot, robot, other);
      await deleteFocused(desk.services);
    }
    on(user, user, robot);
    await deleteFocused(desk.services);
    assert.deepEqual(
      person.seen,
      ['alone', 'group', 'x', 'acme', 'alone'].map(
        (label) => `brief: ${label} cannot be revoked or deleted together with other rows`,
      ),
    );
    assert.deepEqual([person.ran, deleted], [[], []]);
  });

  it('means nothing where the keyboard is on no row', async () => {
    for (const key of [copyFocused, deleteFocused, renameFocused]) await key(desk.services);
    assert.deepEqual([person.seen, person.ran, deleted], [[], [], []]);
  });

  it('copies the token, and of rows without one the name', async () => {
    const [token, other] = [desk.node(ci), desk.node(group)];
    on(token);
    await copyFocused(desk.services);
    on(other);
    await copyFocused(desk.services);
    assert.deepEqual(person.ran, [
      ['registryTokens.copyToken', token],
      ['registryTokens.copyName', other],
    ]);
  });

  it('removes an account, and forgets a token that only this machine knows', async () => {
    await desk.window.vault.tokens.keep(issued('a1/x'));
    const [account, token] = [ofAccount(), held('a1/x')];
    on(account);
    await deleteFocused(desk.services);
    on(token);
    await deleteFocused(desk.services);
    assert.deepEqual(person.ran, [
      ['registryTokens.removeAccount', account],
      ['registryTokens.forgetToken', token, [token]],
    ]);
  });

  it('says so where nothing can be ended', async () => {
    on(desk.node(group));
    await deleteFocused(desk.services);
    assert.deepEqual(person.seen, ['brief: group can be neither revoked nor deleted']);
  });

  it('renames and filters', async () => {
    const account = ofAccount();
    on(account);
    await renameFocused(desk.services);
    await filterFocused(desk.services);
    assert.deepEqual(person.ran, [
      ['registryTokens.rename', account],
      ['registryTokens.filter', account],
    ]);
  });
});
