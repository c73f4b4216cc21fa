import assert from 'node:assert/strict';
import { fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, readFile, readdir, realpath, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, it } from 'node:test';
import { until } from '../../../../src/core/lifetime.ts';
import { ask } from '../../../../src/delivery/helper/channel.ts';
import { notFound, programName } from '../../../../src/delivery/helper/names.ts';
import { Machine, type Ran } from './support.ts';

const host = 'quay.example.com';
const secret = 'not-a-real-secret-4711';

/** The shim is for `sh`; that of Windows is not run here. */
const skip = process.platform === 'win32' ? 'the shim of this system is not sh' : false;

const nothing: Ran = { code: 1, stdout: `${notFound}\n`, stderr: '' };
const login = (text = secret, user = 'acme+ci', url = host) => ({
  code: 0,
  stdout: `${JSON.stringify({ ServerURL: url, Username: user, Secret: text })}\n`,
  stderr: '',
});

async function serving(): Promise<Machine> {
  const machine = await Machine.create();
  machine.hold('ci', secret);
  await machine.serve(host, 'ci', 'acme+ci');
  return machine;
}

describe('the credential helper', { skip, concurrency: false }, () => {
  it('gives the login of a served host, under every name that clients have for it', async () => {
    await using machine = await serving();
    await machine.openWindow();
    assert.deepEqual(await machine.ask('get', host), login());
    assert.deepEqual(await machine.ask('get', `${host}\n`), login());
    for (const url of [`https://${host}`, `https://${host}/v2/`, `https://${host}/v1/`]) {
      assert.deepEqual(await machine.ask('get', url), login(secret, 'acme+ci', url));
    }
  });

  it('finds nothing for other hosts, other ports, paths and nonsense', async () => {
    await using machine = await serving();
    await machine.openWindow();
    const others = [
      'quay.io',
      `${host}:8443`,
      `${host}/acme`,
      `${host}.evil.example`,
      `evil@${host}`,
      '__proto__',
      '',
      'x'.repeat(100_000),
    ];
    for (const other of others) assert.deepEqual(await machine.ask('get', other), nothing, other);
    assert.deepEqual(await machine.ask('steal', host), nothing);
    assert.deepEqual(await machine.ask('window-ping-', host), nothing);
  });

  it('takes what it handed out, keeps nothing, and refuses another secret', async () => {
    await using machine = await serving();
    await machine.openWindow();
    const store = (text: string, url = host) =>
      machine.ask('store', JSON.stringify({ ServerURL: url, Username: 'acme+ci', Secret: text }));
    assert.deepEqual(await store(secret), { code: 0, stdout: '', stderr: '' });
    for (const answer of [await store('another'), await store(secret, 'quay.io')]) {
      assert.equal(answer.code, 1);
      assert.match(answer.stdout, /stores no other login/);
    }
    assert.equal((await machine.ask('store', 'no JSON')).code, 1);
    assert.deepEqual(await machine.ask('erase', host), { code: 0, stdout: '', stderr: '' });
    assert.deepEqual(await machine.ask('get', host), login());
  });

  it('takes what it handed out just before the token was regenerated', async () => {
    await using machine = await serving();
    await machine.openWindow();
    const store = (text: string) =>
      machine.ask('store', JSON.stringify({ ServerURL: host, Username: 'acme+ci', Secret: text }));
    await machine.ask('get', host);
    machine.hold('ci', 'regenerated-secret');
    assert.equal((await store(secret)).code, 0);
    assert.equal((await store('never handed out')).code, 1);
  });

  it('lists the served hosts with their users', async () => {
    await using machine = await serving();
    machine.hold('other', 'other-secret');
    await machine.serve('jfrog.example.com:8443', 'other', 'bob');
    await machine.openWindow();
    const { stdout } = await machine.ask('list', '');
    assert.deepEqual(JSON.parse(stdout), { [host]: 'acme+ci', 'jfrog.example.com:8443': 'bob' });
  });

  it('answers by itself without a window, and starts nothing', async () => {
    await using machine = await serving();
    // Nothing is on this PATH: whatever the shim started would fail and say so.
    const alone = (operation: string) => machine.ask(operation, host, { PATH: '/nowhere' });
    assert.deepEqual(await alone('get'), nothing);
    assert.deepEqual(await alone('list'), { code: 0, stdout: '{}\n', stderr: '' });
    assert.deepEqual(await alone('erase'), { code: 0, stdout: '', stderr: '' });
    const store = await alone('store');
    assert.equal(store.code, 1);
    assert.match(store.stdout, /No editor is open/);
    const window = await machine.openWindow();
    await window.close();
    assert.deepEqual(await alone('get'), nothing);
  });

  it('answers by itself where the runtime is gone, cannot run or fails', async () => {
    await using machine = await serving();
    const broken = path.join(machine.home, 'broken runtime');
    await machine.openWindow({ runtime: '/gone/after/an update/node' });
    assert.deepEqual(await machine.ask('get', host), nothing);
    const runtime = path.join(machine.folder.path, 'runtime');
    for (const text of ['#!/gone/interpreter\n', '#!/bin/sh\necho noise >&2\nexit 9\n']) {
      await writeFile(broken, text);
      await chmod(broken, 0o755);
      await writeFile(runtime, `${broken}\n`);
      assert.deepEqual(await machine.ask('get', host), nothing, text);
    }
    await writeFile(runtime, '');
    assert.deepEqual(await machine.ask('get', host), nothing);
  });

  it('does not let the environment of a client change how it runs', async () => {
    await using machine = await serving();
    await machine.openWindow();
    const evil = path.join(machine.home, 'evil.cjs');
    await writeFile(evil, 'process.stdout.write("evil")');
    const env = { NODE_OPTIONS: `--require "${evil}"`, NODE_V8_COVERAGE: machine.home };
    assert.deepEqual(await machine.ask('get', host, env), login());
  });

  it('gives up within its limit when the window hangs', async () => {
    await using machine = await serving();
    const window = await machine.openWindow();
    await window.close();
    // Accepts, and says nothing: as a window that is stopped in a debugger.
    const hung = createServer(() => undefined).listen(machine.folder.address);
    await once(hung, 'listening');
    await writeFile(path.join(machine.folder.path, 'runtime'), `${process.execPath}\n`);
    assert.deepEqual(await machine.ask('get', host), nothing);
    hung.close();
  });

  it('finds nothing where the key is another one, and tells a stranger nothing', async () => {
    await using machine = await serving();
    await machine.openWindow();
    const { address } = machine.folder;
    const question = { operation: 'get', input: host };
    const limit = AbortSignal.timeout(10_000);
    await assert.rejects(ask(address, 'a wrong key', question, limit), /know the key/);
    await writeFile(path.join(machine.folder.path, 'key'), 'a wrong key');
    assert.deepEqual(await machine.ask('get', host), nothing);
  });

  it('does not say what it was asked to whoever took the socket', async () => {
    await using machine = await serving();
    const heard: string[] = [];
    const thief = createServer((socket) => {
      socket.on('data', (data) => heard.push(data.toString()));
      socket.write(`${JSON.stringify({ nonce: 'n', proof: 'p' })}\n`);
      socket.on('error', () => undefined);
    }).listen(machine.folder.address);
    await once(thief, 'listening');
    await writeFile(path.join(machine.folder.path, 'runtime'), `${process.execPath}\n`);
    const entry = { ServerURL: host, Username: 'u', Secret: secret };
    assert.equal((await machine.ask('store', JSON.stringify(entry))).code, 1);
    assert.ok(heard.length > 0 && !heard.join('').includes(secret));
    thief.close();
  });

  it('answers 100 clients at once, each with its own host', async () => {
    await using machine = await serving();
    machine.hold('other', 'other-secret');
    await machine.serve('jfrog.example.com', 'other', 'bob');
    await machine.openWindow();
    const { address, key } = machine.folder;
    const asked = Array.from({ length: 100 }, async (_, index) => {
      const input = ['quay.io', host, 'jfrog.example.com'][index % 3] ?? '';
      const question = { operation: 'get', input, program: `client ${index % 7}` };
      const { stdout } = await ask(address, key, question, AbortSignal.timeout(30_000));
      return [input, stdout.includes(secret), stdout.includes('other-secret')] as const;
    });
    for (const [input, isOurs, isOther] of await Promise.all(asked)) {
      assert.deepEqual([isOurs, isOther], [input === host, input === 'jfrog.example.com'], input);
    }
  });

  it('lets nobody but its user into its folder', async () => {
    await using machine = await serving();
    await machine.openWindow();
    assert.equal((await stat(machine.folder.path)).mode & 0o777, 0o700);
    for (const name of await readdir(machine.folder.path)) {
      const { mode } = await stat(path.join(machine.folder.path, name));
      if (name !== 'socket') assert.equal(mode & 0o077, 0, name);
    }
  });

  it('keeps another user’s processes out, who get no further than its door', async (context) => {
    if (process.getuid?.() !== 0) {
      context.skip('only root may start a process of another user');
      return;
    }
    await using machine = await serving();
    await machine.openWindow();
    // Everything above the folder is open, so that nothing but the folder itself keeps them out.
    const { path: folder, address } = machine.folder;
    let above = path.dirname(folder);
    for (; above.startsWith(path.dirname(machine.home)); above = path.dirname(above)) {
      await chmod(above, 0o755);
    }
    const nobody = { uid: 65_534, gid: 65_534 };
    const asNobody = (script: string, ...args: string[]) =>
      spawnSync('/bin/sh', ['-c', script, 'sh', ...args], { ...nobody, encoding: 'utf8' });
    assert.equal(asNobody('ls "$1"', path.dirname(folder)).status, 0);
    assert.match(asNobody('cat "$1/key"', folder).stderr, /Permission denied/);
    assert.equal(asNobody('test -e "$1"', address).status, 1);
    assert.deepEqual(await machine.ask('get', host), login());
  });

  it('leaves no secret in any file', async () => {
    await using machine = await serving();
    await machine.openWindow();
    assert.deepEqual(await machine.ask('get', host), login());
    await machine.ask('store', JSON.stringify({ ServerURL: host, Username: 'u', Secret: secret }));
    const forms = [secret, Buffer.from(`acme+ci:${secret}`).toString('base64')];
    for (const entry of await readdir(machine.home, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const text = await readFile(path.join(entry.parentPath, entry.name), 'utf8');
      for (const form of forms) assert.ok(!text.includes(form), entry.name);
    }
  });
});

describe('who asked', { skip }, () => {
  it('is told once for each program and host, and remembered', async () => {
    await using machine = await serving();
    await machine.openWindow();
    const { address, key } = machine.folder;
    const get = async (program: string) => {
      const used = machine.nextUse();
      const question = { operation: 'get', input: host, program };
      await ask(address, key, question, AbortSignal.timeout(10_000));
      await used;
    };
    await get('docker');
    await get('podman');
    assert.deepEqual(machine.heard.firstUses, [`docker ${host}`, `podman ${host}`]);
    machine.now += 61_000;
    await get('docker');
    assert.equal(machine.heard.firstUses.length, 2);
    const [last] = (await machine.served.get(host))?.uses ?? [];
    assert.deepEqual(last, { program: 'docker', last: machine.now });
  });

  it('is the program that started the helper, where the system tells', async (context) => {
    if (process.platform !== 'linux') {
      context.skip('only Linux tells it without starting a program');
      return;
    }
    await using machine = await serving();
    await machine.openWindow();
    const used = machine.nextUse();
    await machine.ask('get', host);
    await used;
    const [use] = (await machine.served.get(host))?.uses ?? [];
    assert.equal(use?.program, path.basename(await realpath(process.execPath)));
  });

  it('gets nothing from the next time on once it is refused', async () => {
    await using machine = await serving();
    await machine.openWindow();
    const used = machine.nextUse();
    assert.deepEqual(await machine.ask('get', host), login());
    await used;
    const [use] = (await machine.served.get(host))?.uses ?? [];
    await machine.served.refuse(host, use?.program ?? '', true);
    assert.deepEqual(await machine.ask('get', host), nothing);
    // Serving the host with another token is no consent to that program.
    await machine.serve(host, 'ci', 'acme+ci');
    assert.deepEqual(await machine.ask('get', host), nothing);
    await machine.served.refuse(host, use?.program ?? '', false);
    assert.deepEqual(await machine.ask('get', host), login());
  });
});

describe('a token that is served', { skip }, () => {
  it('is handed out as it is now, and not once it has expired', async () => {
    await using machine = await serving();
    await machine.openWindow();
    machine.hold('ci', 'regenerated-secret', { loginName: 'acme+other' });
    assert.deepEqual(await machine.ask('get', host), login('regenerated-secret', 'acme+other'));
    machine.hold('ci', secret, { lifetime: until(machine.now) });
    assert.deepEqual(await machine.ask('get', host), nothing);
    assert.deepEqual(machine.heard.expired, [host]);
    machine.tokens.delete('ci');
    assert.deepEqual(await machine.ask('get', host), nothing);
  });
});

describe('several windows', { skip }, () => {
  it('agree on one that answers, and another takes over when it closes', async () => {
    await using machine = await serving();
    const first = await machine.openWindow();
    const second = Promise.withResolvers<undefined>();
    machine.window(() => second.resolve(undefined));
    assert.deepEqual(await machine.ask('get', host), login());
    await first.close();
    await second.promise;
    assert.deepEqual(await machine.ask('get', host), login());
    assert.deepEqual(machine.heard.errors, []);
  });

  it('take over from one that was killed, with the socket it left', async () => {
    await using machine = await serving();
    const window = fork(path.join(import.meta.dirname, 'window-child.ts'), [machine.home]);
    await once(window, 'message');
    assert.equal((await machine.ask('get', host)).stdout.includes('of the other window'), true);
    const second = Promise.withResolvers<undefined>();
    machine.window(() => second.resolve(undefined));
    window.kill('SIGKILL');
    await second.promise;
    assert.deepEqual(await machine.ask('get', host), login());
  });

  it('keep answering when a client is killed in the middle', async () => {
    await using machine = await serving();
    await machine.openWindow();
    const shim = path.join(machine.bin, programName);
    const client = spawn(shim, ['get'], { env: machine.env, detached: true });
    await once(client, 'spawn');
    process.kill(-(client.pid ?? 0), 'SIGKILL');
    await once(client, 'close');
    assert.deepEqual(await machine.ask('get', host), login());
  });
});
