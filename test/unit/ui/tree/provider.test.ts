import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type * as vscode from 'vscode';
import type { Account } from '../../../../src/core/account.ts';
import { RegistryError } from '../../../../src/core/errors.ts';
import { until } from '../../../../src/core/lifetime.ts';
import type { Item } from '../../../../src/registries/contract/item.ts';
import type { Registry } from '../../../../src/registries/contract/registry.ts';
import type { ItemNode, Node } from '../../../../src/ui/tree/node.ts';
import { rememberOrder } from '../../../../src/ui/tree/remember-order.ts';
import { issued } from '../../vault/window.ts';
import { person } from '../fakes/editor.ts';
import { now, openDesk, pages, registryOf, row, type Desk } from '../fakes/desk.ts';

const { commandId } = await import('../../../../src/ids.ts');

const group = row('robots', { hasChildren: true, orders: [] });
const hour = 3_600_000;

/** The tree over rows that the test may change meanwhile. */
async function treeOf(
  parts: Partial<Registry>,
  account: Partial<Account> = {},
): Promise<{
  readonly desk: Desk;
  readonly drawn: (Node | undefined)[];
  readonly below: (node?: Node) => Promise<Node[]>;
}> {
  const desk = await openDesk(registryOf(parts), account);
  const { tree } = desk;
  const drawn: (Node | undefined)[] = [];
  tree.onDidChangeTreeData((node) => drawn.push(node));
  return { desk, drawn, below: (node) => tree.getChildren(node) };
}

const look = ({ tree }: Desk, node: Node): vscode.TreeItem => tree.getTreeItem(node);

const first = ([node]: readonly Node[]): Node => {
  assert(node);
  return node;
};

const last = (nodes: readonly Node[]): Node => first(nodes.slice(-1));

describe('the tree', () => {
  beforeEach(() => {
    person.reset();
    person.settings.clear();
  });

  it('opens no registry before an account is expanded', async () => {
    const { desk, below } = await treeOf({ roots: () => pages([group]) });
    const account = first(await below());
    assert.deepEqual(desk.opened, []);
    assert.equal(look(desk, account).label, 'acme');
    assert.deepEqual(
      (await below(account)).map(({ id }) => id),
      ['a1/robots'],
    );
    assert.deepEqual(desk.opened, ['a1']);
  });

  it('opens tokens in the inspector, and nothing that unfolds or has no secret to show', async () => {
    const { record } = issued('a1/listed');
    const { desk, below } = await treeOf({
      roots: () =>
        pages([
          row('read again', { token: record, can: ['fetch'] }),
          row('robot', { token: record, can: ['fetch'], hasChildren: true }),
          row('listed', { token: record }),
        ]),
    });
    const rows = await below(first(await below()));
    assert.deepEqual(
      rows.map((node) => look(desk, node).command),
      [
        { command: commandId('openRow'), title: 'Decode Token', arguments: [rows[0]] },
        undefined,
        undefined,
      ],
    );
  });

  it('says in the place of a branch what went wrong there, with the repair, and not elsewhere', async () => {
    let works = false;
    const { desk, below } = await treeOf({
      roots: () => pages([group, row('notes')]),
      children: () => {
        if (!works)
          throw new RegistryError('forbidden', 'You may not see them.', { repair: 'sign-in' });
        return pages([row('ci')]);
      },
    });
    await desk.window.vault.tokens.keep({
      ...issued('a1/held'),
      record: { ...issued('a1/held').record, path: ['robots', 'held'], unlisted: true },
    });
    const [robots] = await below(first(await below()));
    const rows = await below(robots);
    assert.deepEqual(
      rows.map(({ type }) => type),
      ['error', 'record'],
    );
    const drawn = look(desk, first(rows));
    assert.equal(drawn.label, 'Not permitted');
    assert.equal(drawn.description, 'Sign In Again · You may not see them.');
    assert.equal(drawn.command?.command, commandId('repair'));
    works = true;
    assert.deepEqual(
      (await below(robots)).map((node) => look(desk, node).label),
      ['held', 'ci'],
    );
  });

  it('shows a long list a page at a time', async () => {
    person.settings.set('registryTokens.pageSize', 10);
    const many = Array.from({ length: 25 }, (_, index) => row(`row ${index}`));
    const { desk, below } = await treeOf({ roots: () => pages(many) });
    const account = first(await below());
    const rows = await below(account);
    assert.equal(rows.length, 11);
    assert.equal(look(desk, last(rows)).description, '15 not shown');
    desk.tree.more(account as never);
    assert.equal((await below(account)).length, 21);
  });

  it('loads as far as a row that is to be shown, and gives the way to it', async () => {
    person.settings.set('registryTokens.pageSize', 10);
    const many = Array.from({ length: 25 }, (_, index) =>
      row(`row ${index}`, { path: ['robots', `row ${index}`] }),
    );
    const { desk } = await treeOf({ roots: () => pages([group]), children: () => pages(many) });
    const { tree } = desk;
    const way = await tree.reach('a1', ['robots', 'row 20']);
    assert.deepEqual(
      way.map(({ id }) => id),
      ['a1', 'a1/robots', 'a1/robots/row%2020'],
    );
    assert.deepEqual(
      (await tree.reach('a1', ['nothing'])).map(({ id }) => id),
      ['a1'],
    );
    assert.deepEqual(await tree.reach('a2', []), []);
  });

  it('thins a branch out, and says beside it first how far, and in which order it is', async () => {
    const order = {
      id: 'name',
      label: 'Name',
      ascending: 'A to Z',
      descending: 'Z to A',
      shown: { ascending: 'A to Z', descending: 'Z to A' },
      first: 'ascending',
    } as const;
    const { desk, below, drawn } = await treeOf({
      roots: () => pages([{ ...group, description: 'admin', orders: [order] }]),
      children: () => pages([row('ci'), row('cd')]),
    });
    const robots = first(await below(first(await below())));
    desk.tree.filters.set(robots.id, 'cd');
    assert.deepEqual(
      (await below(robots)).map((node) => look(desk, node).label),
      ['cd'],
    );
    assert.equal(look(desk, robots).description, '1 of 2 · admin · filter: cd');
    assert.deepEqual(drawn, [robots]);
    await below(robots);
    assert.deepEqual(drawn, [robots], 'told once');
    assert.match(look(desk, robots).contextValue ?? '', /filtered/);
    await rememberOrder(desk.tree.orders, robots as ItemNode, { order, descending: true });
    assert.equal(look(desk, robots).description, '1 of 2 · Z to A · admin · filter: cd');
  });

  it('says where there is nothing what to do next', async () => {
    const { desk, below } = await treeOf({
      roots: () =>
        pages([
          row('robots', { hasChildren: true, can: ['regenerate', 'createRobot'] }),
          row('issuers', { hasChildren: true, can: ['addIssuer'] }),
          row('notes', { hasChildren: true }),
          row('full', { hasChildren: true }),
        ]),
      children: ({ label }) => pages(label === 'full' ? [row('ci')] : []),
    });
    const next = async (parent: Node) => {
      const only = first(await below(parent));
      const { description, command, accessibilityInformation } = look(desk, only);
      assert.deepEqual(command?.arguments, [parent]);
      return [accessibilityInformation?.label, description, command.command];
    };
    const rows = await below(first(await below()));
    desk.tree.filters.set(last(rows).id, 'nobody');
    const id = 'registryTokens.';
    assert.deepEqual(await Promise.all(rows.map(next)), [
      ['Nothing to show yet. Enter: Create Robot.', 'Create Robot…', `${id}createRobot`],
      ['Nothing to show yet. Enter: Add Keyless Issuer.', 'Add Keyless Issuer…', `${id}addIssuer`],
      ['Nothing to show yet. Enter: Refresh.', 'Refresh', `${id}refresh`],
      ['Nothing matches. Enter: Clear Filter.', 'Clear Filter', `${id}clearFilter`],
    ]);
  });

  it('says so under an account without rows, and no longer when there are some', async () => {
    let rows: readonly Item[] = [];
    const { desk, below } = await treeOf({ roots: () => pages(rows) });
    const account = first(await below());
    assert.equal(first(await below(account)).type, 'empty');
    rows = [row('robots')];
    desk.tree.refresh(account);
    assert.deepEqual(
      (await below(account)).map(({ type }) => type),
      ['item'],
    );
  });

  it('knows a row again, and forgets those that are gone', async () => {
    let rows: readonly Item[] = [row('ci', { hasChildren: true }), row('cd')];
    let asked = 0;
    const { desk, below } = await treeOf({
      roots: () => pages(rows),
      children: () => {
        asked += 1;
        return pages([row('token', { path: ['ci', 'token'] })]);
      },
    });
    const { tree } = desk;
    const account = first(await below());
    const ci = first(await below(account));
    await below(ci);
    tree.refresh(account);
    assert.equal(first(await below(account)), ci);
    rows = [row('cd')];
    tree.refresh(account);
    await below(account);
    assert.equal(tree.find('a1', ['ci']), undefined);
    assert.equal(tree.find('a1', ['ci', 'token']), undefined);
    rows = [row('ci', { hasChildren: true })];
    tree.refresh(account);
    await below(first(await below(account)));
    assert.equal(asked, 2);
  });

  it('reads again what has changed, where it was ever shown', async () => {
    const { desk, drawn, below } = await treeOf({ roots: () => pages([group]) });
    const { tree } = desk;
    tree.refreshPath('a1', ['robots']);
    assert.deepEqual(drawn, []);
    const robots = first(await below(first(await below())));
    tree.refreshPath('a1', ['robots']);
    assert.deepEqual(drawn, [robots]);
  });

  it('shows tokens that belong to no account in a branch of their own', async () => {
    const { desk, below } = await treeOf({});
    await desk.window.vault.tokens.keep({
      ...issued('/p1'),
      record: {
        ...issued('/p1').record,
        accountId: '',
        path: ['p1'],
        unlisted: true,
        label: 'pasted',
      },
    });
    const loose = last(await below());
    assert.equal(look(desk, loose).label, 'Pasted tokens');
    const [token] = await below(loose);
    assert(token);
    assert.equal(look(desk, token).label, 'pasted');
    assert.match(look(desk, token).contextValue ?? '', /copyable.*held/);
    assert.deepEqual(await below(token), []);
    assert.equal(desk.tree.getParent(token), loose);
    assert.deepEqual(await desk.tree.reach('', ['p1']), [loose, token]);
  });
});

describe('a row of the tree', () => {
  beforeEach(() => person.reset());

  const drawnItem = async (item: Item) => {
    const { desk, below } = await treeOf({ roots: () => pages([item]) });
    return { desk, node: first(await below(first(await below()))) };
  };

  it('says in words and by its icon how long its token lives', async () => {
    const lives = [
      [until(now + 240 * hour), 'key', /10 d left/],
      [until(now + hour), 'key', /60 min left|1 h left/],
      [until(now - 2 * hour), 'error', /expired/],
    ] as const;
    for (const [lifetime, icon, words] of lives) {
      const { desk, node } = await drawnItem(row('t', { type: 'token', lifetime }));
      const drawn = look(desk, node);
      assert.match(String(drawn.description), words);
      if (icon === 'error') assert.equal((drawn.iconPath as vscode.ThemeIcon).id, icon);
      assert.match(drawn.accessibilityInformation?.label ?? '', /^t, /);
    }
  });

  it('has the words of what can be done with it, for the menu', async () => {
    const { desk, node } = await drawnItem(
      row('r', { type: 'robot', can: ['delete', 'fetch'], hasChildren: true }),
    );
    assert.equal(look(desk, node).contextValue, 'copyable;delete;fetch;named;parent;robot');
  });

  it('has the icon and the word of a type that its kind alone has', async () => {
    const { desk, node } = await drawnItem(row('https://idp', { type: 'issuer' }));
    const drawn = look(desk, node);
    assert.equal((drawn.iconPath as vscode.ThemeIcon).id, 'globe');
    assert.equal(drawn.accessibilityInformation?.label, 'https://idp, trusted issuer');
  });

  it('explains itself when the mouse rests on it, without any secret', async () => {
    const token = issued('a1/robot:ci').record;
    const item = row('ci', {
      type: 'robot',
      token,
      details: [{ label: 'Created', value: { instant: now } }],
      blocked: { delete: 'Robots are *not* yours.', regenerate: 'Robots are *not* yours.' },
    });
    const { desk, node } = await drawnItem(item);
    const { tree } = desk;
    const listening = { onCancellationRequested: () => ({ dispose: () => undefined }) };
    const resolved = await tree.resolveTreeItem(look(desk, node), node, listening as never);
    const text = (resolved.tooltip as vscode.MarkdownString).value;
    assert.match(text, /^\*\*ci\*\*\n\nCreated\\: /);
    assert.match(text, /Acts as\\: acme\\\+ci/);
    assert.match(text, /\$\(info\) Robots are \\\*not\\\* yours\\\./);
    assert.equal(text.split('$(info)').length, 2);
    assert.doesNotMatch(text, /secret of/);
  });

  it('says of an account when its sign-in ends, where that is known', async () => {
    const { desk, below } = await treeOf({}, { kind: 'quay' });
    const { vault, sessions } = desk.services;
    const ours = issued('a1/this editor');
    await vault.tokens.keep(ours);
    const secrets = vault.tokens.secrets.bind(vault.tokens);
    let token = ours.secrets.token;
    const connection = {
      keeping: { records: () => vault.tokens.list(), secrets },
      signIn: () => Promise.resolve({ token }),
    };
    Object.assign(sessions, { connection: () => Promise.resolve(connection) });
    const hover = async () => {
      const [node] = await below();
      assert(node);
      const listening = { onCancellationRequested: () => ({ dispose: () => undefined }) };
      const drawn = await desk.tree.resolveTreeItem(look(desk, node), node, listening as never);
      return (drawn.tooltip as vscode.MarkdownString).value;
    };
    assert.match(await hover(), /Sign\\-in\\: this editor.*\n.*Sign\\-in ends\\: /);
    token = issued('a1/another').secrets.token;
    assert.doesNotMatch(await hover(), /Sign\\-in/);
  });

  it('explains itself whatever it is, and says what could not be asked', async () => {
    person.settings.set('registryTokens.pageSize', 10);
    const many = Array.from({ length: 12 }, (_, index) => row(`row ${index}`));
    const gone = () => Promise.reject(new RegistryError('unreachable', 'Nobody *answers*.'));
    const { desk, below } = await treeOf({
      roots: () => pages(many),
      children: gone as never,
      details: gone,
      about: () => ({ details: [{ label: 'Kind', value: 'robot' }], blocked: { x: 'It is old.' } }),
    });
    const { vault } = desk.window;
    await vault.changeAccount({ ...desk.account, tls: { fingerprint256: '00' } });
    const loose = { ...issued('/p1').record, accountId: '', path: ['p1'], unlisted: true };
    await vault.tokens.keep({ ...issued('/p1'), record: loose });
    const { unlisted, path } = { unlisted: true, path: ['lost'] };
    const lost = { ...issued('a1/lost').record, unlisted, path, caution: 'It may do *more*.' };
    await vault.tokens.keep({ ...issued('a1/lost'), record: lost });
    const hover = async (node: Node) => {
      const listening = { onCancellationRequested: () => ({ dispose: () => undefined }) };
      const drawn = await desk.tree.resolveTreeItem(look(desk, node), node, listening as never);
      return (drawn.tooltip as vscode.MarkdownString).value;
    };
    const [account, pasted] = await below();
    assert(account && pasted);
    assert.match(await hover(account), /Address\\: .*\n.*User\\: dana.*\n.*pinned by its finger/);
    assert.equal(await hover(pasted), 'Tokens that were pasted and kept without an account\\.');
    const rows = await below(account);
    const of = (type: Node['type']) => first(rows.filter((node) => node.type === type));
    assert.match(await hover(of('item')), /More\\: Nobody \\\*answers\\\*/);
    assert.match(await hover(of('more')), /next rows of this list/);
    const held = await hover(of('record'));
    assert.match(held, /\$\(warning\) It may do \\\*more\\\*/);
    assert.match(held, /Kind\\: robot/);
    assert.match(held, /\$\(info\) It is old/);
  });
});
