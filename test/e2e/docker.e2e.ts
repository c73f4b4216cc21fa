import assert from 'node:assert/strict';
import { onPath } from '../tools/on-path.ts';
import { waitFor } from './driver/index.ts';
import { dockerLogin, findRegistry, startRegistry } from './docker/peers.ts';
import {
  accountLabel,
  clipboardHolds,
  importAccount,
  robotToken,
  startPlayground,
} from './quay/playground.ts';
import { story } from './story.ts';

const docker = (await onPath('docker')) ?? '';
const program = (await findRegistry()) ?? '';
const missing = [
  ...(docker === '' ? ['docker'] : []),
  ...(program === '' ? ['docker-registry'] : []),
].join(' and ');

// A machine without them cannot tell; the count says that it was skipped, and this line why.
const skip = missing === '' ? false : `${missing} cannot be had on this machine`;

/** A playground, and Docker's registry, to which its Quay lets people in. */
async function start() {
  const playground = await startPlayground({ suite: 'docker' });
  const registry = await startRegistry(program, playground.sandbox);
  return {
    ...playground,
    login: (secret: string) =>
      dockerLogin(docker, playground.sandbox, { host: registry.host, user: robot, secret }),
    async [Symbol.asyncDispose]() {
      await registry[Symbol.asyncDispose]();
      await playground[Symbol.asyncDispose]();
    },
  };
}

const robot = 'acme-platform+ci';
const row = [accountLabel, 'acme-platform', 'ci'] as const;

story(
  'a robot token out of the workbench and the real docker',
  start,
  (step) => {
    let old = '';

    step('logs in to a real registry when copied from the tree', async (playground) => {
      const { window, sandbox, login } = playground;
      await importAccount(window);
      await window.tree.expand(accountLabel);
      await window.tree.expand(accountLabel, 'acme-platform');
      await window.tree.clickAction(row, 'Copy Token');
      await clipboardHolds(window, robotToken(sandbox, robot));
      old = await window.readClipboard();
      const { code, output } = await login(old);
      assert.equal(code, 0, output);
      assert.match(output, /Login Succeeded/);
    });

    step('is refused after it was regenerated, and the new one is taken', async (playground) => {
      const { window, sandbox, login } = playground;
      await window.tree.pickFromMenu(row, 'Regenerate Token…');
      await window.dialog.waitFor(`Regenerate the token of ${robot}?`);
      await window.dialog.click('Regenerate');
      const done = `${robot} has a new token; the old one no longer works.`;
      await window.notifications.waitFor(done);
      const refused = await login(old);
      assert.notEqual(refused.code, 0, refused.output);
      assert.match(refused.output, /unauthorized|supplied password|401/i);
      await window.notifications.click(done, 'Copy Token');
      const fresh = await waitFor('the new token in the clipboard', async () => {
        const text = await window.readClipboard();
        return text !== old && text === robotToken(sandbox, robot) ? text : undefined;
      });
      const taken = await login(fresh);
      assert.equal(taken.code, 0, taken.output);
    });
  },
  skip,
);
