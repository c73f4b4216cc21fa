import assert from 'node:assert/strict';
import { it } from 'node:test';
import { RegistryError } from '../../../../src/core/errors.ts';
import { until } from '../../../../src/core/lifetime.ts';
import type { Node } from '../../../../src/ui/tree/node.ts';
import { rememberOrder } from '../../../../src/ui/tree/remember-order.ts';
import { issued } from '../../vault/window.ts';
import { now, openDesk, pages, registryOf, row } from '../fakes/desk.ts';

const hour = 3_600_000;

it('rows of the tree look as they are, whatever a server calls them', async () => {
  const { tree } = await openDesk(
    registryOf({
      roots: () => pages([row('\u202enimda', { type: 'robot', description: 'a\u2066b' })]),
      children: () => pages([]),
    }),
  );
  const [account] = await tree.getChildren();
  const [robot] = await tree.getChildren(account);
  assert(robot);
  const { label, description } = tree.getTreeItem(robot);
  assert.deepEqual([label, description], ['\\u{202e}nimda', 'a\\u{2066}b']);
});

it('rows of the tree are heard as words, each with its name first', async () => {
  const token = { ...issued('a1/nightly').record, lifetime: until(now + 5 * hour) };
  const orders = [
    {
      id: 'name',
      label: 'N',
      ascending: 'A to Z',
      descending: 'Z to A',
      shown: { ascending: 'A to Z', descending: 'Z to A' },
      first: 'ascending',
    },
  ] as const;
  const { tree, window } = await openDesk(
    registryOf({
      roots: () =>
        pages([
          row('acme', { type: 'organization', description: 'admin', hasChildren: true, orders }),
          row('nightly', { type: 'token', token, lifetime: token.lifetime, can: ['fetch'] }),
          row('closed', { type: 'group', hasChildren: true }),
        ]),
      children: ({ label }) => {
        if (label === 'acme') return pages([row('ci', { type: 'robot' }), row('cd')]);
        throw new RegistryError('forbidden', 'You may not see them.', { repair: 'sign-in' });
      },
    }),
  );
  const loose = issued('/pasted');
  await window.vault.tokens.keep({
    ...loose,
    record: { ...loose.record, unlisted: true, lifetime: until(now - 2 * hour) },
  });
  const [account, pastedTokens] = await tree.getChildren();
  const below = await tree.getChildren(account);
  const [acme, , closed] = below;
  assert(acme?.type === 'item');
  await rememberOrder(tree.orders, acme, { order: orders[0], descending: true });
  tree.filters.set(acme.id, 'ci');
  const nodes: readonly (Node | undefined)[] = [
    account,
    ...below,
    ...(await tree.getChildren(acme)),
    ...(await tree.getChildren(closed)),
    pastedTokens,
    ...(await tree.getChildren(pastedTokens)),
  ];
  const heard = nodes.map((node) => {
    assert(node);
    const { accessibilityInformation, label } = tree.getTreeItem(node);
    return accessibilityInformation?.label ?? label;
  });
  assert.deepEqual(heard, [
    'acme, Quay account, user dana',
    'acme, organization, admin, sorted: Z to A, 1 of 2 rows, filter: ci',
    'nightly, token, expires in 5 hours, near its end',
    'closed',
    'ci, robot',
    'Error: You may not see them. Enter: Sign In Again.',
    'Pasted tokens',
    'pasted, token, expired 2 hours ago, secret kept here',
  ]);
});

it('rows that stand for others are heard as what Enter does with them', async () => {
  const group = row('robots', { hasChildren: true, can: ['createRobot'] });
  const many = Array.from({ length: 1_300 }, (_, index) => row(`r${index}`));
  const { tree } = await openDesk(
    registryOf({
      roots: () => pages([group, row('all', { hasChildren: true })]),
      children: ({ label }) => pages(label === 'all' ? many : []),
    }),
  );
  const [account] = await tree.getChildren();
  const [empty, all] = await tree.getChildren(account);
  const heard = async (parent: Node | undefined) => {
    const last = (await tree.getChildren(parent)).at(-1);
    assert(last);
    return tree.getTreeItem(last).accessibilityInformation?.label;
  };
  assert.equal(await heard(empty), 'Nothing to show yet. Enter: Create Robot.');
  assert.match((await heard(all)) ?? '', /^Load More, 1[.,\u00a0\u202f]?\d{3} rows not shown$/);
  assert(empty);
  tree.filters.set(empty.id, 'ci');
  assert.equal(await heard(empty), 'Nothing matches. Enter: Clear Filter.');
});
