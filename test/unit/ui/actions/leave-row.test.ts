import assert from 'node:assert/strict';
import { it } from 'node:test';
import { leaver } from '../../../../src/ui/actions/leave-row.ts';
import { type Node, nodeId } from '../../../../src/ui/tree/node.ts';
import { account as makeAccount, issued } from '../../vault/window.ts';
import { row } from '../fakes/registry.ts';

const account = makeAccount('a1');
const targetOf = (...path: string[]) => ({ account, item: row(path.at(-1) ?? '', { path }) });
const [one, two] = [targetOf('mine', 'one'), targetOf('mine', 'two')];

const above = { type: 'account', id: nodeId(account.id, []), account } as const;
const nodeOf = (target: typeof one) =>
  ({ type: 'item', id: nodeId(account.id, target.item.path), ...target, parent: above }) as const;

/** What is selected once some rows have ended, while others were selected before. */
async function selectedAfter(
  ended: readonly (typeof one)[],
  selection: readonly Node[],
  visible = true,
): Promise<readonly string[]> {
  const revealed: string[] = [];
  const reveal = (id: string, path: readonly string[]) => {
    revealed.push([id, ...path].join('/'));
    return Promise.resolve();
  };
  const view = { selection, visible, reveal };
  const leave = leaver([one, two], view);
  // The rows are gone, and with them what was selected.
  view.selection = [];
  await leave(ended);
  return revealed;
}

it('the row above rows that have ended is selected in their place, where they were selected', async () => {
  assert.deepEqual(await selectedAfter([one, two], [nodeOf(one), nodeOf(two)]), ['a1/mine']);
  assert.deepEqual(await selectedAfter([two], [nodeOf(one), nodeOf(two)]), ['a1/mine']);
  assert.deepEqual(await selectedAfter([two], [nodeOf(one)]), []);
  assert.deepEqual(await selectedAfter([one], []), []);
  assert.deepEqual(await selectedAfter([one], [nodeOf(one)], false), []);
});

it('the row itself is selected in place of a token below it', async () => {
  const { record } = issued('a1/held');
  const held: Node = { type: 'record', id: record.id, account, record, parent: nodeOf(one) };
  assert.deepEqual(await selectedAfter([one], [held]), ['a1/mine/one']);
});

it('a selection that cannot be moved is no failure of what was done', async () => {
  const reveal = () => Promise.reject(new Error('TreeError: no such element'));
  const leave = leaver([one, two], { selection: [nodeOf(one)], visible: true, reveal });
  await leave([one]);
});
