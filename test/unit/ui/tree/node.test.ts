import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Account } from '../../../../src/core/account.ts';
import { RegistryError } from '../../../../src/core/errors.ts';
import type { Item } from '../../../../src/registries/contract/item.ts';
import {
  accountOf,
  isNode,
  nodeId,
  parentOf,
  pasted,
  pathOf,
  tokenOf,
} from '../../../../src/ui/tree/node.ts';
import type { AccountNode, ErrorNode, ItemNode } from '../../../../src/ui/tree/node.ts';

const account: Account = {
  id: 'a',
  kind: 'some',
  label: 'Some',
  url: 'https://registry.example.test',
  userName: 'dana',
  options: {},
};
const item: Item = {
  path: ['acme', 'ci'],
  type: 'robot',
  label: 'ci',
  hasChildren: true,
  can: [],
  within: [],
};
const top: AccountNode = { type: 'account', id: 'a', account };
const robot: ItemNode = { type: 'item', id: 'a/acme/ci', account, item, parent: top };
const failed: ErrorNode = {
  type: 'error',
  id: 'a/acme/ci/+error',
  error: new RegistryError('server', 'It has a problem.'),
  parent: robot,
};

describe('the id of a row', () => {
  it('differs for different paths, whatever the names of a server contain', () => {
    const paths = [['a', 'b'], ['a/b'], ['a%2Fb'], ['a', '', 'b'], ['a b'], ['a', '+error'], ['ä']];
    assert.equal(new Set(paths.map((path) => nodeId('x', path))).size, paths.length);
  });

  it('begins with that of the row above it', () => {
    assert.equal(nodeId('x', ['a', 'b']).startsWith(`${nodeId('x', ['a'])}/`), true);
  });

  it('is never that of a row of the tree’s own', () => {
    assert.notEqual(nodeId('x', ['+error']), `${nodeId('x', [])}/+error`);
    assert.notEqual(nodeId('x', ['+more']), `${nodeId('x', [])}/+more`);
  });
});

describe('a row', () => {
  it('knows its account and its parent, those included that stand for something missing', () => {
    assert.equal(accountOf(failed), account);
    assert.equal(accountOf(top), account);
    assert.equal(accountOf(pasted), undefined);
    assert.equal(parentOf(failed), robot);
    assert.equal(parentOf(top), undefined);
    assert.deepEqual([pathOf(top), pathOf(robot)], [[], ['acme', 'ci']]);
    assert.equal(tokenOf(robot), undefined);
  });

  it('is told from everything else that a command can be called with', () => {
    for (const node of [top, robot, failed, pasted]) assert.equal(isNode(node), true);
    const others = [undefined, null, 'account', 7, {}, { type: 'account' }, { type: 'x', id: 'y' }];
    for (const other of others) assert.equal(isNode(other), false);
  });

  it('is there for a name with half a character, and for no other name', () => {
    const names = ['a\ud83d', 'a\udd11', 'a\ud83d\udd11', 'a%ud83d', 'a', '\ud83da'];
    assert.equal(new Set(names.map((name) => nodeId('a', [name]))).size, names.length);
  });
});
