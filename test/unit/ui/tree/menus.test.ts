import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { until } from '../../../../src/core/lifetime.ts';
import { Secret } from '../../../../src/core/secret.ts';
import type { Action } from '../../../../src/registries/contract/action.ts';
import type { Item } from '../../../../src/registries/contract/item.ts';
import { rowButtons, rowMenu } from '../../architecture/row-menu.ts';
import { account, issued } from '../../vault/window.ts';
import { now, openDesk, pages, registryOf, row } from '../fakes/desk.ts';

const done: Action['run'] = ({ label }) => Promise.resolve({ message: label, changed: [] });
const one: Action = { run: done };
const several: Action = { several: true, run: done };

const token = (id: string, more: Partial<Item> = {}): Item => {
  const record = { ...issued(`a1/${id}`).record, path: [id], lifetime: until(now + 60_000) };
  const login = { registryHost: 'r.example', loginName: id };
  return row(id, { type: 'token', token: { ...record, ...login }, ...more });
};

const rows: readonly Item[] = [
  token('robot', {
    type: 'robot',
    hasChildren: true,
    can: [
      ...['fetch', 'verify', 'regenerate', 'rotate', 'delete', 'setPermissions', 'setTeams'],
      ...['exchange', 'makeKeyless', 'addIssuer'],
    ],
  }),
  token('held', { lifetime: until(now + 60_000), can: ['verify', 'refresh', 'revoke'] }),
  token('listed', { can: ['verify', 'revoke'] }),
  row('organization', {
    hasChildren: true,
    orders: [],
    can: ['issue', 'createRobot', 'setDefaults'],
  }),
  row('group', { hasChildren: true, can: ['setPermissions'] }),
  row('user', { can: ['issue', 'revoke'] }),
  row('note', { type: 'note' }),
];

/** The context values of rows, by the names of the rows; those of another account with a prime. */
let words: ReadonlyMap<string, string>;

before(async () => {
  const { tree, window } = await openDesk(({ id }) =>
    registryOf({
      roots: () => pages(rows),
      // What one registry does to several rows at once, another does to one at a time.
      actions: { revoke: id === 'a1' ? several : one, delete: several },
    }),
  );
  const [, held] = rows;
  if (held?.token === undefined) throw new Error('no token');
  await window.vault.tokens.keep({ record: held.token, secrets: { token: new Secret('s') } });
  await window.vault.addAccount(account('a2', { label: 'other' }), {});
  const found = new Map<string, string>();
  for (const top of await tree.getChildren()) {
    found.set(top.id, tree.getTreeItem(top).contextValue ?? '');
    for (const node of await tree.getChildren(top)) {
      if (node.type !== 'item') continue;
      const name = top.id === 'a1' ? node.item.label : `${node.item.label}′`;
      found.set(name, tree.getTreeItem(node).contextValue ?? '');
    }
  }
  words = found;
});

const menuOf = (...names: readonly string[]) => {
  const [first = '', ...others] = names.map((name) => words.get(name) ?? name);
  return rowMenu(first, ...others);
};

/** What every row with a token to copy begins with. */
const doneMost = [
  'Copy Token',
  'Copy Token As…',
  'Docker Login',
  [
    'Use Token In',
    'Podman or Helm Login…',
    'Serve Token to Docker, Podman and Others…',
    '—',
    'Put into Kubernetes…',
    'New Terminal with Tokens…',
    '—',
    'Docker Logout',
    'Podman or Helm Logout…',
  ],
  'Copy Name',
  '—',
  'Set Active Token',
  'Decode Token',
  'Verify Token with Registry',
  'Compare Tokens…',
  '—',
];

describe('the menu of a row', () => {
  it('has what is done most first, and what is set up once in a menu of its own', () => {
    assert.deepEqual(menuOf('robot'), [
      ...doneMost,
      'Regenerate Token…',
      'Rotate with Grace…',
      '—',
      [
        'Access',
        'Set Permissions…',
        'Set Teams…',
        'Make Robot Keyless…',
        'Add Keyless Issuer…',
        'Exchange OIDC Token…',
      ],
      '—',
      'Refresh',
      '—',
      'Delete Robot…',
    ]);
    assert.deepEqual(menuOf('held'), [
      ...doneMost,
      'Issue New One…',
      'Refresh Token',
      'Keep Token Alive…',
      '—',
      'Forget Token',
      'Revoke Token…',
    ]);
  });

  it('has no menu within it where there is little to do', () => {
    assert.deepEqual(menuOf('group'), [
      'Copy Name',
      '—',
      'Set Permissions…',
      '—',
      'Filter Rows…',
      'Refresh',
    ]);
    assert.deepEqual(menuOf('organization'), [
      'Copy Name',
      '—',
      'Issue Token…',
      'Create Robot…',
      '—',
      'Set Default Permissions…',
      '—',
      'Filter Rows…',
      'Sort By…',
      'Refresh',
    ]);
    assert.deepEqual(menuOf('note'), []);
  });

  it('has one button to copy, and regenerates by none', () => {
    assert.deepEqual(rowButtons(words.get('robot') ?? ''), ['Copy Token']);
    assert.deepEqual(rowButtons(words.get('group') ?? ''), ['Set Permissions…']);
  });
});

describe('the menu of rows that are selected together', () => {
  it('offers what is done to all of them, and nothing else', () => {
    assert.deepEqual(menuOf('listed', 'held'), ['Revoke Token…']);
    assert.deepEqual(menuOf('held', 'held'), ['Forget Token', 'Revoke Token…']);
    assert.deepEqual(menuOf('robot', 'robot′'), ['Delete Robot…']);
  });

  it('offers nothing that a registry does to one row at a time', () => {
    assert.deepEqual(menuOf('listed′', 'user′'), []);
    assert.deepEqual(menuOf('user', 'user′'), []);
    assert.ok(menuOf('user′').includes('Revoke Token…'));
  });

  it('offers nothing where the rows are of two sorts, or one of them cannot', () => {
    assert.deepEqual(menuOf('robot', 'held'), []);
    assert.deepEqual(menuOf('listed', 'note'), []);
    assert.deepEqual(menuOf('listed', 'a1'), []);
    assert.deepEqual(menuOf('a1', 'a2'), []);
  });
});
