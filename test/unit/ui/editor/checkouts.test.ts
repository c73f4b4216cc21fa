import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import '../fakes/editor.ts';
import { workspace } from '../fakes/vscode.ts';

const { checkouts } = await import('../../../../src/ui/editor/checkouts.ts');

describe('the checkouts of the workspace', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'workspace-'));
    await mkdir(join(folder, '.git'));
    await mkdir(join(folder, 'docs'));
    await writeFile(join(folder, '.git', 'HEAD'), 'ref: refs/heads/main\n');
    await writeFile(
      join(folder, '.git', 'config'),
      '[remote "origin"]\n\turl = git@github.com:acme/api.git\n',
    );
    const uri = (fsPath: string, scheme = 'file') => ({ uri: { scheme, fsPath } });
    workspace.workspaceFolders = [
      uri(folder),
      uri(join(folder, 'docs')),
      uri('/acme/api', 'vscode-vfs'),
    ];
  });
  after(async () => {
    workspace.workspaceFolders = [];
    workspace.isTrusted = true;
    await rm(folder, { recursive: true });
  });

  it('are told once each', async () => {
    const remotes = [{ name: 'origin', host: 'github.com', path: 'acme/api' }];
    assert.deepEqual(await checkouts(), [{ name: basename(folder), branch: 'main', remotes }]);
  });

  it('are not looked at as long as it is not trusted', async () => {
    workspace.isTrusted = false;
    assert.deepEqual(await checkouts(), []);
  });
});
