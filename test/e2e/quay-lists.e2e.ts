import assert from 'node:assert/strict';
import type { RecordedRequest } from '../sandbox/http/recorder.ts';
import { accountLabel, importAccount } from './quay/playground.ts';
import { story } from './quay/story.ts';

const big = [accountLabel, 'big-org'] as const;

const listsRobots = ({ url }: RecordedRequest): boolean => /\/big-org\/robots(?:$|\?)/.test(url);

story('long lists', { suite: 'quay-lists', viewport: { width: 1280, height: 1000 } }, (step) => {
  step('shows a page of a thousand robots, and says how many are behind it', async (playground) => {
    const { window, sandbox } = playground;
    await importAccount(window);
    await window.tree.expand(accountLabel);
    sandbox.recorder.clear();
    await window.tree.expand(...big);
    const rows = await window.tree.children(...big);
    assert.equal(rows.length, 201);
    assert.deepEqual(
      rows.slice(0, 200).map(({ label }) => label),
      rows
        .slice(0, 200)
        .map(({ label }) => label)
        .toSorted(),
    );
    const more = rows.at(-1);
    assert.deepEqual([more?.label, more?.description], ['Load More', '800 not shown']);
    assert.equal(sandbox.recorder.requests.filter(listsRobots).length, 1);
    await window.tree.row(...big, 'build-00000');
    await window.screenshot('first-page');
  });

  step('loads more without asking again, and stays where it was', async ({ window, sandbox }) => {
    sandbox.recorder.clear();
    await window.tree.click(...big, 'Load More');
    const { description } = await window.tree.waitForRow([...big, 'Load More'], (row) =>
      row.description.startsWith('600'),
    );
    assert.equal(description, '600 not shown');
    // A row under the resting mouse asks for its tooltip, which is another matter.
    assert.deepEqual(sandbox.recorder.requests.filter(listsRobots), []);
    await window.screenshot('second-page');
  });

  step('filters all of them by the words that are typed', async ({ window }) => {
    await window.tree.pickFromMenu(big, 'Filter Rows…');
    await window.quickInput.answer('Filter Rows', 'scan 99');
    const { ariaLabel } = await window.tree.waitForRow(
      big,
      ({ description }) => description === '2 of 1,000 · admin · filter: scan 99',
    );
    assert.match(ariaLabel, /^big-org, organization, admin, 2 of 1,000 rows, filter: scan 99/);
    const labels = (await window.tree.children(...big)).map(({ label }) => label);
    assert.deepEqual(labels, ['scan-00993', 'scan-00998']);
    await window.screenshot('filtered');

    await window.tree.pickFromMenu(big, 'Filter Rows…');
    const { value } = await window.quickInput.waitFor('Filter Rows');
    assert.equal(value, 'scan 99');
    await window.quickInput.fill('nothing is called so');
    await window.quickInput.accept();
    await window.tree.waitForRow(big, ({ description }) => description.includes('called so'));
    await window.tree.waitForNoRow(...big, /^scan-/);
    const nothing = await window.tree.row(...big, 'Nothing matches');
    assert.equal(nothing.description, 'Clear Filter');
    await window.screenshot('filtered-all');
    await window.tree.click(...big, nothing.label);
    await window.tree.row(...big, 'build-00000');
  });

  step('shows first which robots were not used for longest', async ({ window }) => {
    const acme = [accountLabel, 'acme-platform'] as const;
    await window.tree.collapse(...big);
    await window.tree.expand(...acme);
    await window.tree.pickFromMenu(acme, 'Sort By…');
    await window.quickInput.choose('Sort By', 'Unused longest');
    await window.tree.waitForRow(acme, ({ description }) =>
      description.startsWith('unused longest · admin'),
    );
    const labels = (await window.tree.children(...acme)).map(({ label }) => label);
    assert.deepEqual(labels, ['spare', 'release', 'mirror', 'ci']);
    await window.screenshot('sorted');
    await window.tree.clickAction(acme, 'Back to Usual Order');
    await window.tree.waitForRow(acme, ({ description }) => !description.includes('unused'));
    await window.tree.collapse(...acme);
    await window.tree.expand(...big);
  });

  step('goes to a token far down the list by its name', async ({ window }) => {
    await window.tree.collapse(...big);
    await window.runCommand('Registry Tokens: Go to Token…');
    await window.quickInput.waitFor('Go to Token');
    await window.quickInput.type('scan-00998');
    await window.quickInput.waitForFirst('big-org+scan-00998');
    const [found] = await window.quickInput.visibleItems();
    assert.match(found?.ariaLabel ?? '', /^big-org\+scan-00998, never expires · Sandbox Quay/);
    await window.screenshot('go-to');
    await window.quickInput.accept();
    // On the screen, without any scrolling.
    const token = window.page.getByRole('treeitem', { selected: true, name: /^Robot token/ });
    await token.waitFor();
    await window.page.getByRole('treeitem', { name: /^scan-00998, / }).waitFor();
    await window.screenshot('gone-to');
  });

  step('refreshes a branch and keeps what is unfolded in it', async ({ window, sandbox }) => {
    sandbox.quay.world.addRobot({ namespace: 'big-org', shortname: 'aaa-newcomer' });
    await window.tree.pickFromMenu(big, 'Refresh');
    await window.tree.row(...big, 'aaa-newcomer');
    await window.screenshot('refreshed');
  });
});
