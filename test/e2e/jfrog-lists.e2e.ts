import assert from 'node:assert/strict';
import { copyAgain, copyFirst, issueAgain, issueFirst } from './counted.ts';
import { waitFor } from './driver/index.ts';
import type { WorkbenchWindow } from './driver/index.ts';
import { account, importAccount, mine, startPlayground } from './jfrog/playground.ts';
import { story } from './story.ts';

const pageSize = 200;
const many = 450;
const build = (index: number) => `build ${String(index).padStart(6, '0')} of the nightly pipeline`;

const start = async () => {
  const playground = await startPlayground('jfrog-lists', { jfrog: { manyTokens: { ada: many } } });
  const { world } = playground.sandbox.jfrog;
  world.issue({ username: 'ada', description: 'ends soon', lifetime: 4 * 3600 });
  world.issue({ username: 'ada', description: 'for ever' });
  return playground;
};

/** Waits until the row of the own tokens says how they are sorted, and which one is first. */
async function first(window: WorkbenchWindow, label: string, words: RegExp): Promise<void> {
  await window.tree.waitForRow(mine, ({ description }) => words.test(description));
  await waitFor(`${label} to be the first`, async () => {
    const rows = await window.tree.rows();
    const at = rows.findIndex((row) => row.label === 'My tokens');
    return rows[at + 1]?.label === label ? true : undefined;
  });
}

async function sortBy(window: WorkbenchWindow, label: string): Promise<void> {
  await window.tree.pickFromMenu(mine, 'Sort By…');
  await window.quickInput.choose('Sort By', label);
}

story('long lists of JFrog’s tokens', start, (step) => {
  step('come by name, and offer other orders with the present one marked', async ({ window }) => {
    await importAccount(window);
    await window.tree.expand(...mine);
    await first(window, build(0), /^ada$/);
    await window.tree.pickFromMenu(mine, 'Sort By…');
    await window.quickInput.waitFor('Sort By');
    const rows = await window.quickInput.items();
    assert.deepEqual(
      rows.map(({ label, description }) => [label, description]),
      [
        ['Name', 'A to Z now; Z to A if chosen again'],
        ['Last use', 'latest first'],
        ['Unused longest', 'longest ago first'],
        ['Issue', 'newest first'],
        ['End', 'soonest first'],
      ],
    );
    await window.screenshot('orders');
    await window.quickInput.cancel();
  });

  step('are turned round by choosing the same order again', async ({ window }) => {
    await sortBy(window, 'End');
    await first(window, 'ends soon', /^soonest end first · ada$/);
    await window.tree.row(...mine);
    await window.screenshot('by-end');
    await sortBy(window, 'End');
    await first(window, 'for ever', /^latest end first · ada$/);
    await window.tree.row(...mine);
    await window.screenshot('turned-round');
  });

  step('go on below the page in the same order', async ({ window }) => {
    await sortBy(window, 'Last use');
    await window.tree.waitForRow(mine, ({ description }) =>
      description.startsWith('last used first'),
    );
    await window.tree.click(...mine, 'Load More');
    await waitFor('two pages', async () =>
      (await window.tree.children(...mine)).length > 2 * pageSize ? true : undefined,
    );
    const rows = await window.tree.children(...mine);
    const used = rows.map(({ description }) => description.includes('used '));
    assert.equal(used.lastIndexOf(true) + 1, used.filter(Boolean).length, 'used ones come first');
    assert.equal(rows.at(-1)?.label, 'Load More');
  });

  step(
    'stay sorted while they are filtered, and when the window is loaded again',
    async ({ window }) => {
      await sortBy(window, 'Name');
      await sortBy(window, 'Name');
      await first(window, 'for ever', /^Z to A · ada$/);
      await window.tree.pickFromMenu(mine, 'Filter Rows…');
      await window.quickInput.answer('Filter Rows', '00044');
      await first(window, build(449), /^11 of 453 · Z to A · ada · filter: 00044$/);
      await window.screenshot('filtered');
      await window.reload();
      await window.openView();
      await window.tree.expand(account);
      await window.tree.expand(...mine);
      await first(window, 'for ever', /^Z to A · ada$/);
    },
  );

  step('are sorted from the palette, too, where one asks which', async ({ window }) => {
    await window.tree.collapse(...mine);
    await window.tree.collapse(account);
    await window.tree.expand(account);
    await window.runCommand('Registry Tokens: Sort By…');
    await window.quickInput.choose('Sort By', 'All users');
    await window.quickInput.choose('Sort By', 'Number of tokens');
    await window.tree.expand(account, 'All users');
    const users = await window.tree.children(account, 'All users');
    assert.equal(users[0]?.label, 'ada');
    await window.screenshot('users');
  });

  step(
    'show the row of a token that three pages have issued, far down in their order',
    async ({ window }) => {
      const name = 'build 000003 by hand';
      // Typed where the options stand, which one Enter would pass by.
      const pages = await issueFirst(window, /^A token of ada was issued\./, {
        'Issue Token: Scope and Options': [name, 'Description', 'Continue'],
      });
      assert.deepEqual(pages, [
        'Issue Token',
        'Issue Token: Lifetime',
        'Issue Token: Scope and Options',
      ]);
      await window.quickInput.pick('Just Keep It');
      await window.runCommand('Registry Tokens: Go to Token…');
      await window.quickInput.choose('Go to Token', name);
      // On the screen, without any scrolling, between its neighbors of this order.
      await window.page.getByRole('treeitem', { selected: true, name }).waitFor();
      const shown = await window.page.getByRole('treeitem', { name: /^build/ }).allInnerTexts();
      const names = shown.map((text) => /build \d+/.exec(text)?.[0] ?? '');
      assert.ok(names.length > 5, String(names));
      assert.deepEqual(names, names.toSorted().reverse());
      await window.screenshot('gone-to');
    },
  );

  step('are issued again with three keys, and copied with two', async ({ window }) => {
    assert.equal(await issueAgain(window, /^A token of ada was issued/), 3);
    assert.equal(await copyFirst(window, /^eyJ/), 2);
    await copyAgain(window, /^eyJ/);
  });
});
