import assert from 'node:assert/strict';
import path from 'node:path';
import { startDepot, type DepotDouble } from '../fixtures/doubles/depot.ts';
import { packWithInventedKind } from '../tools/package/invented-kind.ts';
import { startPlayground as startBase, type Playground as Base } from './playground.ts';
import { story } from './story.ts';

interface Playground extends Base {
  readonly depot: DepotDouble;
}

async function start(): Promise<Playground> {
  const depot = await startDepot();
  const base = await startBase({ bigOrganizations: {}, manyDrpUsers: 0 }, async (around) => ({
    suite: 'invented-kind',
    vsix: await packWithInventedKind(path.join(around.directory, 'extension')),
  }));
  return {
    ...base,
    depot,
    async [Symbol.asyncDispose]() {
      await base[Symbol.asyncDispose]();
      await depot[Symbol.asyncDispose]();
    },
  };
}

story('a kind that was added by one folder and one line', start, (step) => {
  let account = '';

  step('is offered and added like any other', async ({ window, depot }) => {
    account = `kim@${new URL(depot.url).host}`;
    await window.openView();
    await window.runCommand('Registry Tokens: Add Account…');
    await window.quickInput.choose('Add Account', /Depot/);
    await window.quickInput.waitFor('Add Account: Address');
    await window.quickInput.fill(depot.url);
    await window.quickInput.accept();
    const { masked } = await window.quickInput.waitFor('Add Account: Key');
    assert.equal(masked, true);
    await window.quickInput.fill(depot.key);
    await window.quickInput.accept();
    await window.quickInput.waitFor('Add Account: Name');
    await window.quickInput.accept();
    const row = await window.tree.row(account);
    assert.deepEqual(row.icons, ['home']);
  });

  step('has rows of its own type, with its icon and its word', async ({ window }) => {
    await window.tree.expand(account);
    const shelves = await window.tree.children(account);
    assert.deepEqual(
      shelves.map(({ label, description }) => [label, description]),
      [
        ['anvils', ''],
        ['barrels', ''],
        ['crowns', 'sealed'],
        ['dishes', ''],
      ],
    );
    for (const { icons, ariaLabel } of shelves) {
      assert.deepEqual(icons, ['library']);
      assert.match(ariaLabel, /shelf/);
    }
    await window.screenshot('shelves');
  });

  step('issues a token through the command that all kinds share', async ({ window, depot }) => {
    await window.tree.pickFromMenu([account, 'anvils'], 'Issue Token…');
    await window.quickInput.choose('Issue Token for anvils: Lifetime', 'One hour');
    await window.quickInput.chooseFor(/A token for anvils was issued/, 'Just Keep It');
    assert.equal(depot.tokens.length, 1);
  });

  step('does what only it can do, after saying what that means', async ({ window }) => {
    const menu = await window.tree.menu(account, 'anvils');
    assert.ok(menu.includes('Seal Shelf…'), menu.join());
    assert.ok(!(await window.tree.menu(account, 'crowns')).includes('Seal Shelf…'));
    await window.tree.pickFromMenu([account, 'barrels'], 'Seal Shelf…');
    const { detail, buttons } = await window.dialog.waitFor('Seal barrels?');
    assert.equal(detail, 'A seal cannot be broken: barrels.');
    assert.deepEqual(buttons.toSorted(), ['Cancel', 'Leave As Is', 'Seal']);
    await window.screenshot('seal');
    await window.dialog.click('Seal');
    await window.tree.waitForRow(
      [account, 'barrels'],
      ({ description }) => description === 'sealed',
    );
  });
});
