import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import { commandId, viewId } from '../../src/ids.ts';
import { acceptUntil } from './probe/quick-input.ts';
import { liveTimers } from './probe/timers.ts';
import { token } from '../unit/jwt/tokens.ts';

const extension = vscode.extensions.getExtension('registry-tokens.registry-tokens');

/** Those whose function stands in a script of the extension, and of nobody else. */
const ours = async () => {
  const dist = pathToFileURL(path.join(extension?.extensionPath ?? '', 'dist', path.sep)).href;
  return (await liveTimers()).filter(({ script }) => script.startsWith(dist));
};

describe('timers', () => {
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('are found by the probe', async () => {
    const before = (await liveTimers()).length;
    const timer = setTimeout(() => undefined, 123_456);
    const found = await liveTimers();
    clearTimeout(timer);
    assert.ok(found.some(({ after }) => after === 123_456));
    assert.ok(found.length > before - 1);
  });

  it('are none of the extension’s without an active token', async () => {
    await extension?.activate();
    await vscode.commands.executeCommand(`${viewId}.focus`);
    assert.deepEqual(await ours(), []);
  });

  it('are one for all that tells of a life that ends', async () => {
    const run = (name: Parameters<typeof commandId>[0]) =>
      vscode.commands.executeCommand(commandId(name));
    const exp = Math.floor(Date.now() / 1000) + 90 * 60;
    const jwt = token({ sub: 'acme+ci', exp });
    await vscode.env.clipboard.writeText(jwt);
    await run('decodeJwt');
    await acceptUntil(run('keepToken'));
    await acceptUntil(run('setActive'));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const timers = await ours();
    assert.equal(timers.length, 1, JSON.stringify(timers));
    assert.ok((timers[0]?.after ?? 0) >= 1_000, JSON.stringify(timers));
    await run('clearActive');
    // The row and the badge of the kept token go on telling.
    assert.equal((await ours()).length, 1);
  });
});
