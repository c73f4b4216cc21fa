import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { changedByFolder } from './probe/workspace-settings.ts';

describe('settings of a trusted folder', () => {
  it('are trusted', () => {
    assert.equal(vscode.workspace.isTrusted, true);
  });

  it('may name presets, and change nothing else about the extension', async () => {
    assert.deepEqual(await changedByFolder(), ['presets']);
  });
});
