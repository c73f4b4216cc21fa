import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { RegistryError } from '../../src/core/errors.ts';
import { prefix } from '../../src/ids.ts';
import { Offers } from '../../src/ui/accounts/offers.ts';
import { openVault } from './probe/vault.ts';
import { changedByFolder } from './probe/workspace-settings.ts';

describe('a folder that is not trusted', () => {
  it('is not trusted', () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });

  it('runs the extension', async () => {
    const extension = vscode.extensions.getExtension('registry-tokens.registry-tokens');
    await extension?.activate();
    assert.equal(extension?.isActive, true);
  });

  it('gets no folder of the program that gives tokens to commands', async () => {
    const home = process.env['XDG_DATA_HOME'] ?? '';
    assert.notEqual(home, '');
    await assert.rejects(readdir(path.join(home, 'registry-tokens', 'workspaces')), {
      code: 'ENOENT',
    });
  });

  it('changes nothing by its settings', async () => {
    assert.deepEqual(await changedByFolder(), []);
  });

  it('offers no accounts, even where the person’s own setting names a file in it', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const inside = vscode.Uri.joinPath(folder.uri, 'accounts.json');
    const outside = vscode.Uri.joinPath(folder.uri, '..', 'accounts.json');
    const offered = JSON.stringify({
      accounts: [{ kind: 'quay', url: 'https://quay.example.test', signIn: { token: 'x' } }],
    });
    const offers = new Offers(openVault().vault);
    try {
      for (const file of [inside, outside]) {
        await vscode.workspace.fs.writeFile(file, Buffer.from(offered));
      }
      await name(inside.fsPath);
      const roundabout = path.join(folder.uri.fsPath, '..', path.basename(folder.uri.fsPath), '.');
      await assert.rejects(offers.pending(), refusal);
      await name(path.join(roundabout, 'accounts.json'));
      await assert.rejects(offers.pending(), refusal);
      await name(outside.fsPath);
      assert.deepEqual(
        (await offers.pending()).map(({ url }) => url),
        ['https://quay.example.test'],
      );
    } finally {
      await name(undefined);
      for (const file of [inside, outside]) await vscode.workspace.fs.delete(file);
    }
  });
});

function refusal(error: unknown): true {
  assert.ok(error instanceof RegistryError);
  assert.match(error.message, /it lies inside a workspace that is not trusted/);
  return true;
}

async function name(file: string | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration(prefix)
    .update('accountsFile', file, vscode.ConfigurationTarget.Global);
}
