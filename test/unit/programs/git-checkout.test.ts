import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gitCheckout } from '../../../src/programs/git-checkout.ts';

const config = `[core]
\tbare = false
[remote "origin"]
\turl = https://dana:ghp_planted@github.com/acme/api.git
\tfetch = +refs/heads/*:refs/remotes/origin/*
\turl = git@github.com:acme/second.git
[remote "local"]
\turl = /srv/git/api.git
[branch "main"]
\tremote = origin
[remote "mirror"]
\turl=git@gitlab.example.test:group/api.git
`;

describe('a checkout of git', () => {
  let folder = '';
  before(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'checkout-')));
    await mkdir(join(folder, 'api', '.git', 'worktrees', 'fix'), { recursive: true });
    await mkdir(join(folder, 'api', 'docs', 'guides'), { recursive: true });
    await mkdir(join(folder, 'fix'));
    await mkdir(join(folder, 'none'));
    await writeFile(join(folder, 'api', '.git', 'config'), config);
    await writeFile(join(folder, 'api', '.git', 'HEAD'), 'ref: refs/heads/feature/x\n');
  });
  after(() => rm(folder, { recursive: true }));

  const remotes = [
    { name: 'origin', host: 'github.com', path: 'acme/api' },
    { name: 'mirror', host: 'gitlab.example.test', path: 'group/api' },
  ];

  it('tells its remotes and branch, from within it too, and no secret of them', async () => {
    const checkout = await gitCheckout(join(folder, 'api', 'docs', 'guides'));
    assert.deepEqual(checkout, { folder: join(folder, 'api'), branch: 'feature/x', remotes });
    assert.doesNotMatch(JSON.stringify(checkout), /planted|dana/);
  });

  it('tells no branch where a commit is checked out', async () => {
    const head = join(folder, 'api', '.git', 'worktrees', 'fix', 'HEAD');
    await writeFile(head, `${'0'.repeat(40)}\n`);
    await writeFile(join(head, '..', 'commondir'), '../..\n');
    await writeFile(join(folder, 'fix', '.git'), `gitdir: ${join(head, '..')}\n`);
    assert.deepEqual(await gitCheckout(join(folder, 'fix')), {
      folder: join(folder, 'fix'),
      remotes,
    });
  });

  it('is not where there is none', async () => {
    assert.equal(await gitCheckout(join(folder, 'none')), undefined);
  });
});
