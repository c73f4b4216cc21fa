import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type * as vscode from 'vscode';
import type { Node } from '../../../../src/ui/tree/node.ts';
import { person } from '../fakes/editor.ts';
import { openDesk, pages, registryOf, row } from '../fakes/desk.ts';

const { TokensView } = await import('../../../../src/ui/tree/view.ts');

/** A view over the tree of a desk, and what the editor is given of it. */
async function viewOf() {
  const { tree } = await openDesk(registryOf({ roots: () => pages([row('robots')]) }));
  const loads: unknown[] = [];
  const view = new TokensView(() => Promise.resolve((loads.push(tree), tree)));
  const rows = person.rows as vscode.TreeDataProvider<Node>;
  const drawn: unknown[] = [];
  rows.onDidChangeTreeData?.((node) => drawn.push(node));
  return { tree, view, rows, loads, drawn };
}

describe('the view of the tree', () => {
  it('loads the tree once, when rows are asked for', async () => {
    const { tree, view, rows, loads } = await viewOf();
    view.refresh();
    view.redraw();
    view.refreshPath('a1', []);
    await view.reveal('a1', []);
    assert.equal(loads.length, 0);
    const [roots, again] = await Promise.all([rows.getChildren(), view.tree()]);
    const [account] = roots ?? [];
    assert.ok(account);
    const [drawn, below] = await Promise.all([
      rows.getTreeItem(account),
      rows.getChildren(account),
    ]);
    assert.equal(drawn.label, 'acme');
    const [robots] = below ?? [];
    assert.ok(robots);
    assert.equal(await rows.getParent?.(robots), account);
    assert.equal(again, tree);
    assert.equal(loads.length, 1);
  });

  it('tells the editor what changes once there are rows, and of nothing before', async () => {
    const { tree, view, rows, drawn } = await viewOf();
    view.refresh();
    view.redraw();
    assert.deepEqual(drawn, []);
    const [account] = (await rows.getChildren()) ?? [];
    view.redraw();
    view.refreshPath('a1', []);
    tree.redraw(account);
    assert.deepEqual(drawn, [undefined, account, account]);
    view.dispose();
    view.redraw();
    assert.equal(drawn.length, 3);
  });
});
