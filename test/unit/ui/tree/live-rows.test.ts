import assert from 'node:assert/strict';
import { beforeEach, describe, it, mock } from 'node:test';
import { neverEnds, until } from '../../../../src/core/lifetime.ts';
import type { Item } from '../../../../src/registries/contract/item.ts';
import type { Node } from '../../../../src/ui/tree/node.ts';
import { issued } from '../../vault/window.ts';
import { editor, person } from '../fakes/editor.ts';
import { now, openDesk, pages, registryOf, row } from '../fakes/desk.ts';

const { StatusBar } = await import('../../../../src/ui/watch/status-bar.ts');
const { badgeDisplay } = await import('../../../../src/ui/watch/badge.ts');

const minute = 60_000;
const hour = 60 * minute;
const group = row('robots', { hasChildren: true });

const ending = (label: string, endsIn = hour) =>
  row(label, { path: ['robots', label], type: 'token', lifetime: until(now + endsIn) });

/** A tree that is looked at, with its branch unfolded, and what of it is drawn anew. */
async function treeWith(rows: readonly Item[]) {
  const desk = await openDesk(
    registryOf({ roots: () => pages([group]), children: () => pages(rows) }),
  );
  const { services, clock } = desk;
  const drawn: Node[] = [];
  const tree = await services.view.tree();
  tree.onDidChangeTreeData((node) => node && drawn.push(node));
  const [account] = await tree.getChildren();
  assert(account);
  const [robots] = await tree.getChildren(account);
  assert(robots);
  const nodes = await tree.getChildren(robots);
  const pass = (milliseconds: number) => {
    clock.advance(milliseconds);
    mock.timers.tick(milliseconds);
    return drawn.splice(0);
  };
  const text = (node: Node | undefined) => node && tree.getTreeItem(node).description;
  return { ...desk, tree, account, robots, nodes, drawn, pass, text };
}

describe('rows that say how long a token still lives', () => {
  beforeEach(() => {
    person.reset();
    person.looksAtRows(true);
    person.settings.clear();
    mock.timers.reset();
    mock.timers.enable({ apis: ['setTimeout'] });
  });

  it('are drawn anew when their words change, and not before', async () => {
    const [soon, later, lasting] = [
      ending('soon', 3 * minute),
      ending('later', 90 * 24 * hour),
      row('lasting', { path: ['robots', 'lasting'], lifetime: neverEnds }),
    ];
    const { nodes, pass, text } = await treeWith([soon, later, lasting]);
    assert.equal(text(nodes[0]), '3 min left');
    assert.deepEqual(pass(30_000), []);
    assert.deepEqual(pass(1), [nodes[0]]);
    assert.equal(text(nodes[0]), '2 min left');
    assert.ok(pass(30_000).length > 0);
    assert.equal(text(nodes[0]), '120 s left');
    pass(119_000);
    assert.equal(text(nodes[0]), '1 s left');
    assert.deepEqual(pass(1_000), [nodes[0]]);
    assert.equal(text(nodes[0]), 'expired just now');
  });

  it('say the same as the status bar and the badge, in the same turn', async () => {
    const token = { ...issued('a1/ci').record, lifetime: until(now + 3 * minute) };
    const { tree, nodes, pass, services, window } = await treeWith([
      row('ci', { path: ['robots', 'ci'], type: 'token', token, lifetime: token.lifetime }),
    ]);
    await window.vault.tokens.keep({ ...issued('a1/ci'), record: token });
    await window.vault.active.set('a1/ci');
    const view: { badge: { readonly tooltip: string } | undefined } = { badge: undefined };
    services.lives.show(badgeDisplay(window.vault, view as never));
    const bar = new StatusBar(window.vault, services.lives);
    const [node] = nodes;
    assert(node);
    const leftOf = (of: Node): string | undefined =>
      /(\d+ \w+) left/.exec(String(tree.getTreeItem(of).description))?.[1];
    for (let steps = 0; steps < 400; steps += 1) {
      pass(1_000);
      const left = leftOf(node);
      assert.equal(person.item?.['text'], `$(key) ci ${left ?? 'expired'}`, `after ${steps} s`);
      const isOver = left === undefined;
      assert.equal(view.badge?.tooltip.includes('1 expired'), isOver, `after ${steps} s`);
    }
    bar.dispose();
  });

  it('show the end that is kept, where a registry tells another one for the same token', async () => {
    const token = { ...issued('a1/ci').record, lifetime: until(now + hour) };
    const { nodes, text, window } = await treeWith([
      row('ci', { path: ['robots', 'ci'], token, lifetime: until(now + 3 * hour) }),
    ]);
    assert.equal(text(nodes[0]), '3 h left');
    await window.vault.tokens.keep({ ...issued('a1/ci'), record: token });
    assert.equal(text(nodes[0]), '60 min left');
  });

  it('wait for nothing while they are folded or out of sight, and are right at once afterwards', async () => {
    const { tree, robots, nodes, pass, drawn } = await treeWith([ending('ci', 2 * minute)]);
    tree.collapsed(robots);
    assert.deepEqual(pass(5_000), []);
    tree.expanded(robots);
    assert.deepEqual(drawn.splice(0), nodes);
    assert.deepEqual(pass(1_000), nodes);
    person.looksAtRows(false);
    drawn.splice(0);
    assert.deepEqual(pass(60_000), []);
    person.looksAtRows(true);
    assert.deepEqual(drawn.splice(0), nodes);
  });

  it('are right again when the machine has slept, and when another warning is wanted', async () => {
    const { nodes, drawn, clock } = await treeWith([ending('ci', 40 * hour)]);
    clock.advance(5 * hour);
    editor.focus();
    assert.deepEqual(drawn.splice(0), nodes);
    editor.set('registryTokens.warnBefore', '48h');
    assert.deepEqual(drawn.splice(0), nodes);
    editor.focus();
    assert.deepEqual(drawn, []);
  });

  it('are drawn with their list where very many change at once', async () => {
    const many = Array.from({ length: 100 }, (_, index) => ending(`r${index}`, 2 * minute));
    const { robots, pass } = await treeWith(many);
    assert.deepEqual(pass(1_500), [robots]);
  });
});
