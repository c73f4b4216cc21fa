import assert from 'node:assert/strict';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { installHelper } from '../../../../src/delivery/helper/install.ts';
import { isReachedFromOutside, outsideOf } from '../../../../src/delivery/helper/outside.ts';
import { oneWindow } from '../../vault/window.ts';
import { packedProgram } from './support.ts';

const skip = process.platform === 'win32' ? 'there are no such sandboxes' : false;

describe('an editor in a sandbox', { skip }, () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rt-sandbox-'));
    const script = await packedProgram('program');
    await installHelper(path.join(folder, 'root'), script, process.platform);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Runs the self-test where a script stands in for what runs programs outside. */
  const test = async (script: string, runtime = process.execPath) => {
    await writeFile(path.join(folder, 'flatpak-spawn'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const env = { FLATPAK_ID: 'com.example.Editor', PATH: `${folder}:${process.env['PATH']}` };
    const outside = outsideOf(env);
    assert.deepEqual(outside, ['flatpak-spawn', '--host']);
    const root = path.join(folder, 'root');
    const exclusive = oneWindow();
    const parts = { root, env, platform: process.platform, runtime, exclusive };
    const passed = await isReachedFromOutside(outside, parts);
    await assert.rejects(access(path.join(root, 'self-test')), { code: 'ENOENT' });
    return passed;
  };

  it('is reached where programs outside find the helper, its socket and its runtime', async () => {
    assert.equal(await test('shift; exec env -i PATH=/usr/bin:/bin "$@"'), true);
  });

  it('is not where they have no way to them', async () => {
    assert.equal(await test('exit 1'), false);
    assert.equal(await test('echo "{}"'), false);
    // Of a runtime that is in the sandbox alone, the shim says that there is nothing.
    const inside = path.join(folder, 'inside', 'node');
    assert.equal(await test('shift; exec "$@"', inside), false);
  });

  it('is known by its variables', () => {
    assert.equal(outsideOf({ FLATPAK_ID: '', SNAP: '' }), undefined);
    assert.equal(outsideOf({ SNAP: '/snap/code/1' })?.[0], 'systemd-run');
  });
});
