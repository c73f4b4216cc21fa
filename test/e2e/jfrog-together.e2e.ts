import assert from 'node:assert/strict';
import { packAsker } from '../tools/package/asker.ts';
import type { RowPath, WorkbenchWindow } from './driver/index.ts';
import { waitFor } from './driver/index.ts';
import { account, importAccount, issueOfOwn, mine, startPlayground } from './jfrog/playground.ts';
import { story } from './story.ts';

const hour = 3600;

const start = () =>
  startPlayground('jfrog-together', {
    others: async ({ directory }) => [await packAsker(directory)],
  });

story('several windows and several tokens of JFrog at once', start, (step) => {
  let other: WorkbenchWindow;

  step(
    'keeps a token that can be refreshed, and shows it in a second window',
    async ({ window, workbench }) => {
      await importAccount(window);
      await issueOfOwn(window);
      await window.quickInput.pick('30 days');
      await window.quickInput.waitFor('Issue Token: Scope and Options');
      await window.quickInput.switchOn('Refreshable');
      await window.quickInput.typeOnPage('Description', 'shared');
      await window.quickInput.accept();
      await window.quickInput.chooseFor('A token of ada was issued.', 'Just Keep It');
      await window.tree.row(...mine, 'shared');
      other = await workbench.openWindow();
      await unfold(other);
      await other.tree.row(...mine, 'shared');
    },
  );

  step(
    'refreshes it once when both do so in the same moment',
    async ({ window, sandbox, issued }) => {
      const { jfrog, recorder } = sandbox;
      const old = issued('shared');
      assert.ok(old);
      recorder.clear();
      const held = jfrog.faults.add({
        kind: 'slow',
        method: 'POST',
        path: '*/access/api/v1/tokens',
      });
      for (const each of [window, other]) {
        await each.page.bringToFront();
        await each.tree.pickFromMenu([...mine, 'shared'], 'Refresh Token');
        await each.notifications.waitFor(/^Refreshing shared/);
      }
      await held.reached;
      await other.screenshot('second-waits');
      held.release();
      await window.notifications.waitFor('shared was refreshed; the old token no longer works.');
      // In a browser, a window reads the secret store when it is loaded, and not again.
      await other.notifications.waitFor(/^Sandbox JFrog: shared was refreshed in another window/);
      await other.screenshot('second-is-told');
      const posts = recorder.requests.filter(({ method }) => method === 'POST');
      assert.equal(posts.length, 1, JSON.stringify(posts));
      assert.equal(old.isRevoked, true);
    },
  );

  step(
    'hands the new token to both once the second is loaded again',
    async ({ window, sandbox, issued }) => {
      const token = issued('shared');
      assert.ok(token);
      const text = sandbox.jfrog.world.jwt(token);
      await other.reload();
      await unfold(other);
      await other.tree.row(...mine, 'shared');
      for (const each of [window, other]) {
        await each.writeClipboard('');
        await each.tree.pickFromMenu([...mine, 'shared'], 'Copy Token');
        await waitFor('the new token in the clipboard', async () =>
          (await each.readClipboard()) === text ? true : undefined,
        );
      }
      await other.page.close();
      await window.page.bringToFront();
    },
  );

  step(
    'revokes rows that are selected together, and says which one it could not',
    async ({ window, sandbox }) => {
      const { world } = sandbox.jfrog;
      const seeds = [
        ['night 1', 48],
        ['night 2', 48],
        ['night 3', 4],
        ['night 4', 48],
      ] as const;
      const [one, two, firm, spared] = seeds.map(([description, hours]) =>
        world.issue({ username: 'ada', description, lifetime: hours * hour }),
      );
      assert.ok(one && two && firm && spared);
      await window.tree.pickFromMenu(mine, 'Refresh');
      await window.tree.click(...mine, 'night 1');
      await window.page.keyboard.down('Control');
      await window.tree.click(...mine, 'night 2');
      await window.tree.click(...mine, 'night 3');
      await window.page.keyboard.up('Control');
      await window.tree.pickFromMenu([...mine, 'night 2'], 'Revoke Token…');
      const { detail } = await window.dialog.waitFor('Revoke 3 tokens?');
      assert.match(detail, /One of them lives under 6 hours/);
      for (const name of ['night 1', 'night 2', 'night 3'])
        assert.ok(detail.includes(`• ${name} · `));
      await window.screenshot('several');
      await window.dialog.click('Revoke');
      const { buttons } = await window.notifications.waitFor(
        /^2 of 3 tokens revoked\. night 3: night 3 cannot be revoked: it lives for 4 hours/,
      );
      assert.deepEqual(buttons, ['Show Log']);
      await window.tree.waitForNoRow(...mine, 'night 1');
      await window.tree.waitForNoRow(...mine, 'night 2');
      await window.tree.row(...mine, 'night 3');
      await window.screenshot('several-done');
      assert.deepEqual(
        [one, two, firm, spared].map(({ isRevoked }) => isRevoked),
        [true, true, false, false],
      );
    },
  );

  step(
    'lets a language model list, issue and revoke, each after a yes to us as well',
    async ({ window, sandbox, issued }) => {
      const { world } = sandbox.jfrog;
      const asked = async (title: string, about: RegExp, yes: string, picture?: string) => {
        const { detail } = await window.dialog.waitFor(title);
        assert.match(detail, about);
        if (picture !== undefined) await window.screenshot(picture);
        await window.dialog.click(yes);
      };
      await ask(window, [{ tool: 'list', input: { account, search: 'night 4' } }]);
      await asked('List accounts and tokens?', /no secrets\.\s+Account: Sandbox JFrog/, 'Yes');
      const [listed = ''] = await answers(window);
      const [, token] = /"id": "([^"]+)"/.exec(listed) ?? [];
      assert.match(listed, /"label": "night 4"[^]*"held": false[^]*"life": "\d+ h left"/);
      assert.doesNotMatch(listed, /night 3|eyJ/);
      const given = { scopes: ['user'], lifetime: '30 days', options: [], description: 'model' };
      await ask(window, [
        { tool: 'issue', input: { row: 'My tokens', answers: given } },
        { tool: 'revoke', input: { token } },
      ]);
      await asked('Issue a token?', /Account: Sandbox JFrog[^]*lifetime: 30 days/, 'Yes', 'model');
      await asked(
        'Issue Token: My tokens?',
        /^A language model asks for this\.[^]*My tokens · ada\n[^]*30 days · What the user may/,
        'Issue',
        'model-issues',
      );
      await asked('Revoke the token night 4?', /Subject: ada/, 'Yes');
      await asked(
        'Revoke night 4, a token of ada?',
        /^A language model asks for this\./,
        'Revoke',
        'model-revokes',
      );
      const [made = '', ended = ''] = await answers(window);
      assert.match(made, /"done": true[^]*"active": true/);
      assert.match(ended, /"done": true/);
      await window.statusBar.waitFor('active', ({ text }) => text.startsWith('model '));
      const model = issued('model');
      assert.ok(model);
      for (const text of [listed, made, ended]) assert.ok(!text.includes(world.jwt(model)));
      assert.equal(issued('night 4')?.isRevoked, true);
      await window.screenshot('model-done');
    },
  );
});

/** What a language model is to ask of our tools, one after the other. */
async function ask(
  window: WorkbenchWindow,
  calls: readonly { readonly tool: string; readonly input: object }[],
): Promise<void> {
  const named = calls.map(({ tool, input }) => ({ tool: `registryTokens_${tool}`, input }));
  await window.writeClipboard(JSON.stringify(named));
  await window.runCommand('Asker: Ask');
}

/** What the tools have answered, each in a text. */
async function answers(window: WorkbenchWindow): Promise<readonly string[]> {
  return waitFor('the answers of the tools', async () => {
    const said = JSON.parse(await window.readClipboard()) as { answers?: readonly string[] };
    return said.answers;
  });
}

/** Unfolds the own tokens; a window that has just come up may fold its tree once more. */
async function unfold(window: WorkbenchWindow): Promise<void> {
  await window.openView();
  const paths: readonly RowPath[] = [[mine[0]], mine];
  for (const path of paths) {
    await waitFor(`${path.join(' › ')} to be unfolded`, async () => {
      if ((await window.tree.children(...path)).length > 0) return true;
      if ((await window.tree.row(...path)).expanded === 'no') await window.tree.click(...path);
      return undefined;
    });
  }
}
