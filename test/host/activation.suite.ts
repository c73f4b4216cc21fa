import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

describe('activation', () => {
  it('activates the extension', async () => {
    const extension = found();
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command that package.json contributes', async () => {
    const extension = found();
    await extension.activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    const manifest = extension.packageJSON as Manifest;
    const missing = manifest.contributes.commands
      .map((contribution) => contribution.command)
      .filter((command) => !registered.has(command));
    assert.deepEqual(missing, []);
  });
});

function found(): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension('registry-tokens.registry-tokens');
  assert.ok(extension, 'the extension is not there');
  return extension;
}
