import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { endServing, sendFrom } from '../../../../src/delivery/helper/serve.ts';
import { removeLogin } from '../../../../src/delivery/logins/file-login.ts';
import { findShadows } from '../../../../src/delivery/logins/shadows.ts';
import { Machine } from '../helper/support.ts';

const host = 'quay.example.com';

async function write(file: string, json: object): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(json));
  return file;
}

const find = (machine: Machine, env: Record<string, string> = {}) =>
  findShadows(host, machine.config, {
    ...machine.environment,
    env: { ...machine.environment.env, ...env },
    platform: 'linux',
  });
const messages = async (...args: Parameters<typeof find>) =>
  (await find(...args)).map(({ message }) => message).join('\n');

describe('what keeps clients from asking', () => {
  it('is nothing on a machine without other logins', async () => {
    await using machine = await Machine.create();
    assert.deepEqual(await find(machine), []);
  });

  it('is found in the files of Podman and Helm, and taken out without the other logins', async () => {
    await using machine = await Machine.create();
    const login = { auth: 'dTpub3QtYS1yZWFsLXNlY3JldA==' };
    const runtime = path.join(machine.home, 'run');
    const files = [
      await write(path.join(runtime, 'containers', 'auth.json'), { auths: { [host]: login } }),
      await write(path.join(machine.home, '.config/containers/auth.json'), {
        auths: { 'quay.io': login, [host]: login },
      }),
      await write(path.join(machine.home, '.config/helm/registry/config.json'), {
        auths: { [host]: {} },
      }),
    ];
    const found = await find(machine, { XDG_RUNTIME_DIR: runtime });
    assert.deepEqual(
      found.map(({ file }) => file),
      files,
    );
    assert.ok(!found.some(({ message }) => message.includes(login.auth)));
    for (const file of files) await removeLogin(file, host, machine.home);
    assert.deepEqual(await find(machine, { XDG_RUNTIME_DIR: runtime }), []);
    const text = await readFile(files[1] ?? '', 'utf8');
    assert.deepEqual(JSON.parse(text), { auths: { 'quay.io': login } });
  });

  it('is found for paths on the host and in the form of older clients, and for no other host', async () => {
    await using machine = await Machine.create();
    const others = { [`${host}:8443`]: {}, [`${host}.example`]: {} };
    const file = await write(path.join(machine.home, '.config/containers/auth.json'), {
      auths: { [`${host}/acme`]: {}, [`https://${host}/v1/`]: {}, ...others },
    });
    assert.deepEqual(
      (await find(machine)).map((shadow) => shadow.file),
      [file],
    );
    await removeLogin(file, host, machine.home);
    assert.deepEqual(await find(machine), []);
    assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), { auths: others });
  });

  it('is said of another helper in a file of Podman', async () => {
    await using machine = await Machine.create();
    const file = path.join(machine.home, '.config/containers/auth.json');
    await write(file, { credHelpers: { [host]: 'pass', 'quay.io': 'pass' } });
    assert.match(await messages(machine), /Podman.* ask “pass” for logins of quay\.example\.com/);
    await write(file, { credHelpers: { [host]: 'registry-tokens' } });
    assert.deepEqual(await find(machine), []);
  });

  it('is said of variables that name another place', async () => {
    await using machine = await Machine.create();
    assert.match(await messages(machine, { REGISTRY_AUTH_FILE: '/x' }), /^REGISTRY_AUTH_FILE is/);
    const text = await messages(machine, { DOCKER_AUTH_CONFIG: '{"auths":{}}' });
    assert.match(text, /^DOCKER_AUTH_CONFIG is/);
    assert.ok(!text.includes('auths'));
  });

  it('is gone where the file that a variable names sends clients to the helper', async () => {
    await using machine = await Machine.create();
    const file = await write(path.join(machine.home, 'other.json'), {
      credHelpers: { [host]: 'pass' },
    });
    const [shadow] = await find(machine, { REGISTRY_AUTH_FILE: file });
    assert.deepEqual([shadow?.file, shadow?.help], [file, 'name-helper']);
    await machine.serve(host, 'ci', 'ci');
    await sendFrom(file, host, machine.served, machine.home);
    assert.deepEqual(await find(machine, { REGISTRY_AUTH_FILE: file }), []);
    await machine.serve(host, 'another', 'ci');
    await endServing(host, machine.served, machine.home);
    const text = await readFile(file, 'utf8');
    assert.deepEqual(JSON.parse(text), { credHelpers: { [host]: 'pass' } });
  });

  it('is said of faults by which Docker fails before it asks', async () => {
    await using machine = await Machine.create();
    await write(machine.config, { aliases: { builder: 1 }, credsStore: 'gone-away' });
    assert.match(await messages(machine), /“aliases”[^]*“gone-away”/);
    await write(machine.config, { aliases: { builder: 'buildx' }, credsStore: 'registry-tokens' });
    assert.deepEqual(await find(machine), []);
  });

  it('is said of a file that cannot be read, and passed over in an untrusted folder', async () => {
    await using machine = await Machine.create();
    const file = await write(path.join(machine.home, '.config/containers/auth.json'), {});
    await writeFile(file, '{');
    assert.match(await messages(machine), /auth\.json is not JSON/);
    const environment = { ...machine.environment, untrusted: [path.dirname(file)] };
    assert.deepEqual(await findShadows(host, machine.config, environment), []);
  });
});
