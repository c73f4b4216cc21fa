import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { currentVersion, oldestVersion } from '../tools/editor/versions.ts';
import { startWorkbench } from './driver/index.ts';
import type { Workbench } from './driver/index.ts';

for (const version of [currentVersion, oldestVersion]) {
  describe(`the packaged extension in VS Code ${version}`, () => {
    let workbench: Workbench;
    before(async () => {
      workbench = await startWorkbench({ suite: 'smoke', version });
    });
    afterEach((test) => workbench.keepFailure(test));
    after(() => workbench.close());

    it('shows its view, which says how to begin', async () => {
      const { window } = workbench;
      await window.openView();
      assert.match(await window.tree.welcome(), /Add Account/);
      await window.screenshot('view');
    });

    it('offers its commands in the palette', async () => {
      assert.equal(
        await workbench.window.offersCommand(
          'Registry Tokens: Decode JWT from Selection or Clipboard',
        ),
        true,
      );
    });
  });
}
