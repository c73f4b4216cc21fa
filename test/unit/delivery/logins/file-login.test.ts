import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { RegistryError } from '../../../../src/core/errors.ts';
import { Secret } from '../../../../src/core/secret.ts';
import { readAuthFile } from '../../../../src/delivery/logins/auth-file.ts';
import { hasLogin, putLogin, removeLogin } from '../../../../src/delivery/logins/file-login.ts';
import { loginFiles } from '../../../../src/delivery/logins/files.ts';
import { onPath } from '../../../tools/on-path.ts';
import { Machine, run } from '../helper/support.ts';

const host = 'quay.example.com';
const secret = 'not-a-real-secret-4711';
const login = { host, user: 'acme+ci', secret: new Secret(secret) };

const skip = (await onPath('podman')) === undefined ? 'podman is not on this machine' : false;

/** Where a machine's programs would write, with more of an environment. */
const written = (machine: Machine, env: Record<string, string> = {}) =>
  loginFiles.map(({ write }) =>
    write({
      ...machine.environment,
      env: { ...machine.environment.env, ...env },
      platform: 'linux',
    }),
  );

describe('a login in a file', () => {
  it('stands where Podman and Helm write theirs', async () => {
    await using machine = await Machine.create();
    const { home } = machine;
    assert.deepEqual(written(machine), [
      path.join(home, 'containers', 'auth.json'),
      path.join(home, '.config', 'helm', 'registry', 'config.json'),
    ]);
    const named = { REGISTRY_AUTH_FILE: '/a/auth.json', HELM_REGISTRY_CONFIG: '/h/config.json' };
    assert.deepEqual(written(machine, named), ['/a/auth.json', '/h/config.json']);
    assert.throws(() => written(machine, { REGISTRY_AUTH_FILE: 'auth.json' }), /cannot be used/);
  });

  it('is put for the user alone, beside the others, and taken out again', async () => {
    await using machine = await Machine.create();
    const { home } = machine;
    const file = path.join(home, 'containers', 'auth.json');
    await putLogin(file, login, home);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    await writeFile(file, JSON.stringify({ auths: { 'quay.io': { auth: 'eDp5' } }, other: 1 }));
    await chmod(file, 0o644);
    await putLogin(file, login, home);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    const [, ours] = readAuthFile(await readFile(file, 'utf8')) ?? [];
    assert.deepEqual([ours?.userName, ours?.secret?.reveal()], ['acme+ci', secret]);
    assert.equal(await hasLogin(file, host, home), true);
    await removeLogin(file, host, home);
    assert.equal(await hasLogin(file, host, home), false);
    assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), {
      auths: { 'quay.io': { auth: 'eDp5' } },
      other: 1,
    });
  });

  it('leaves a file alone that is not JSON, read-only, or sends the host to a helper', async () => {
    await using machine = await Machine.create();
    const { home } = machine;
    const file = path.join(home, 'containers', 'auth.json');
    await mkdir(path.dirname(file));
    const helper = JSON.stringify({ credHelpers: { [host]: 'pass' } });
    for (const text of ['{', helper, '{"auths":{},"auths":{}}']) {
      await writeFile(file, text);
      const failed = (error: unknown) =>
        error instanceof RegistryError && !error.message.includes(secret);
      await assert.rejects(putLogin(file, login, home), failed);
      assert.equal(await readFile(file, 'utf8'), text);
    }
    await writeFile(file, '{}');
    await chmod(file, 0o400);
    await assert.rejects(putLogin(file, login, home), /read-only/);
  });

  it('is what the real podman finds', { skip }, async () => {
    await using machine = await Machine.create();
    const [file = ''] = written(machine);
    await putLogin(file, login, machine.home);
    const { stdout } = await run('podman', ['login', '--get-login', host], machine.env);
    assert.equal(stdout, 'acme+ci\n');
    await run('podman', ['logout', host], machine.env);
    assert.equal(await hasLogin(file, host, machine.home), false);
  });
});
