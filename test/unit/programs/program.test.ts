import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { childEnvironment, findOnPath } from '../../../src/programs/program.ts';
import { readRegularFile } from '../../../src/programs/read-regular-file.ts';
import { isInside } from '../../../src/programs/untrusted-paths.ts';

describe('programs and files', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'rt-programs-')));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are not found by an entry of PATH that depends on where one is', async () => {
    const program = join(folder, 'docker');
    await writeFile(program, '');
    await chmod(program, 0o755);
    const find = (entry: string) =>
      findOnPath('docker', [''], { environment: { PATH: entry }, untrusted: [] });
    assert.equal(find(folder), program);
    const before = process.cwd();
    process.chdir(folder);
    try {
      assert.equal(find('.'), undefined);
    } finally {
      process.chdir(before);
    }
    const untrusted = [join(folder, 'workspace')];
    const PATH = ['/usr/bin', 'bin', '', untrusted[0]].join(delimiter);
    const environment = { Path: PATH, HOME: 'bin' };
    assert.deepEqual(childEnvironment({ environment, untrusted }), {
      Path: '/usr/bin',
      HOME: 'bin',
    });
  });

  it('lie inside a workspace by whatever link that was opened', async () => {
    await mkdir(join(folder, 'real'));
    await symlink(join(folder, 'real'), join(folder, 'link'), 'junction');
    assert.ok(isInside(join(folder, 'real', 'docker'), [join(folder, 'link')]));
    assert.ok(!isInside(join(folder, 'other', 'docker'), [join(folder, 'link')]));
  });

  it('are read up to a limit, and only if they are regular', async () => {
    const file = join(folder, 'file');
    await writeFile(file, 'four');
    assert.deepEqual(await readRegularFile(file, 4), { text: 'four' });
    assert.deepEqual(await readRegularFile(file, 3), { unread: 'too-long' });
    assert.deepEqual(await readRegularFile(folder, 4), { unread: 'not-a-file' });
  });
});
