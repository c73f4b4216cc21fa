import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { findKind } from '../../src/registries/kinds.ts';
import { findAccounts } from '../../src/ui/accounts/found-accounts.ts';
import { settings } from '../../src/ui/editor/settings.ts';

/** A kind that looks at a file in the home directory. */
const kind = 'drp';

describe('a folder that is not trusted', () => {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert(folder);
  const inside = folder.uri.fsPath;
  const { HOME } = process.env;
  after(async () => {
    process.env['HOME'] = HOME;
    await rm(join(inside, '.drpclirc'), { force: true });
    await rm(join(inside, '.vscode', 'settings.json'), { force: true });
  });

  it('offers no account out of a file inside it', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    await writeFile(join(inside, '.drpclirc'), 'RS_ENDPOINT=https://evil.example\nRS_KEY=a:b\n');
    process.env['HOME'] = inside;
    const entry = findKind(kind);
    assert(entry);
    assert.deepEqual(await findAccounts(entry), []);
  });

  it('offers no presets', async () => {
    const presets = { 'drp.issue': { Evil: { rights: 'everything', lifetime: 'never' } } };
    await mkdir(join(inside, '.vscode'), { recursive: true });
    const changed = new Promise<void>((resolve) => {
      const listener = vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration('editor.tabSize')) return;
        listener.dispose();
        resolve();
      });
    });
    // The other setting shows when the editor has read the file.
    await writeFile(
      join(inside, '.vscode', 'settings.json'),
      JSON.stringify({ 'registryTokens.presets': presets, 'editor.tabSize': 7 }),
    );
    await changed;
    assert.deepEqual(settings.presets('drp.issue'), {});
  });
});
