import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { RegistryError } from '../../../../src/core/errors.ts';
import type { TokenRecord } from '../../../../src/core/token.ts';
import { issued } from '../../vault/window.ts';
import { person } from '../fakes/editor.ts';
import { openDesk, pages, registryOf, row } from '../fakes/desk.ts';

const record = (id: string, path: readonly string[], more: Partial<TokenRecord> = {}) => ({
  ...issued(`a1/${id}`).record,
  path,
  ...more,
});

/** What is below the account, and below its first branch, in words. */
async function rowsOf(
  held: readonly TokenRecord[],
  listed: readonly string[],
  { works = true, heldLater = [] as readonly TokenRecord[] } = {},
) {
  const { tree, window } = await openDesk(
    registryOf({
      roots: () => {
        if (!works) throw new RegistryError('unreachable', 'Nobody answers.');
        return pages([row('mine', { hasChildren: true })]);
      },
      children: () =>
        pages(
          listed.map((id) =>
            row(id, { type: 'token', path: ['mine', id], token: record(id, ['mine', id]) }),
          ),
        ),
    }),
  );
  const keep = async (records: readonly TokenRecord[]) => {
    for (const one of records) {
      await window.vault.tokens.keep({ ...issued(one.id), record: one });
    }
  };
  await keep(held);
  const [account] = await tree.getChildren();
  const looked = async () => {
    const below = await tree.getChildren(account);
    const mine = below.find((node) => node.id === 'a1/mine');
    const all = [...below, ...(mine === undefined ? [] : await tree.getChildren(mine))];
    return all.map((node) => {
      const { label, description } = tree.getTreeItem(node);
      return [label, description].filter(Boolean).map(String).join(': ');
    });
  };
  const before = await looked();
  if (heldLater.length === 0) return { tree, rows: before };
  await keep(heldLater);
  return { tree, rows: await looked() };
}

describe('held tokens that are not where they should be listed', () => {
  beforeEach(() => person.reset());

  it('stand where the way to them ends', async () => {
    const { rows, tree } = await rowsOf(
      [
        record('here', ['mine', 'here']),
        record('other', ['mine', 'other']),
        record('deep', ['users', 'bob', 'deep']),
      ],
      ['here'],
    );
    assert.deepEqual(rows, [
      'deep: 4 y left · acme+ci · not listed here',
      'mine',
      'other: 4 y left · acme+ci · not listed here',
      'here',
    ]);
    const way = await tree.reach('a1', ['users', 'bob', 'deep']);
    assert.deepEqual(
      way.map(({ id }) => id),
      ['a1', 'a1/users/bob/deep'],
    );
  });

  it('are there although the registry does not answer', async () => {
    const { rows } = await rowsOf([record('here', ['mine', 'here'])], [], { works: false });
    assert.deepEqual(rows, ['Not reachable: Try Again · Nobody answers.', 'here: 4 y left']);
  });

  it('are not those that came after the list was read', async () => {
    const heldLater = [record('new', ['mine', 'new'])];
    const { rows } = await rowsOf([], ['here'], { heldLater });
    assert.deepEqual(rows, ['mine', 'here']);
  });
});
