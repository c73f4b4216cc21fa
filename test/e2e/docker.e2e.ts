import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { onPath } from '../tools/on-path.ts';
import { waitFor } from './driver/index.ts';
import { dockerLogin, findRegistry, startRegistry, type RegistryPeer } from './docker/peers.ts';
import {
  accountLabel,
  clipboardHolds,
  importAccount,
  robotToken,
  startPlayground,
  type Playground,
} from './quay/playground.ts';

const docker = (await onPath('docker')) ?? '';
const program = (await findRegistry()) ?? '';
const missing = [
  ...(docker === '' ? ['docker'] : []),
  ...(program === '' ? ['docker-registry'] : []),
].join(' and ');

// A machine without them cannot tell; the count says that it was skipped, and this line why.
const skip = missing === '' ? false : `${missing} cannot be had on this machine`;

describe('a robot token out of the workbench and the real docker', { skip }, () => {
  const robot = 'acme-platform+ci';
  const row = [accountLabel, 'acme-platform', 'ci'] as const;
  let playground: Playground;
  let registry: RegistryPeer;
  let old: string;
  before(async () => {
    playground = await startPlayground({ suite: 'docker' });
    registry = await startRegistry(program, playground.sandbox);
  });
  after(async () => {
    await registry[Symbol.asyncDispose]();
    await playground[Symbol.asyncDispose]();
  });
  const login = (secret: string) =>
    dockerLogin(docker, playground.sandbox, { host: registry.host, user: robot, secret });

  it('logs in to a real registry when copied from the tree', async () => {
    const { window, sandbox } = playground;
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

  it('is refused after it was regenerated, and the new one is taken', async () => {
    const { window, sandbox } = playground;
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
});
