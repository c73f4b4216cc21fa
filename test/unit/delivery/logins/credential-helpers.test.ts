import assert from 'node:assert/strict';
import { existsSync, writeFileSync as writeSync } from 'node:fs';
import { chmod, mkdir, readFile, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { RegistryError } from '../../../../src/core/errors.ts';
import { openWorkspace } from '../../../../src/delivery/helper/folder.ts';
import { beginServing, endServing, sendFrom } from '../../../../src/delivery/helper/serve.ts';
import { changeJson } from '../../../../src/delivery/logins/json-file.ts';
import { Machine, packedProgram, run } from '../helper/support.ts';

const host = 'quay.example.com';
const written = `{
    "auths": {
        "other.example.com": { "auth": "b3RoZXI6aGlkZGVu" }
    },
    "HttpHeaders": { "X-Meta": "1" },
    "credHelpers": {
        "gcr.io": "gcloud"
    },
    "psFormat": "table"
}`;

async function withConfig(text: string, mode = 0o640): Promise<Machine> {
  const machine = await Machine.create();
  await mkdir(path.dirname(machine.config), { recursive: true });
  await writeFile(machine.config, text);
  await chmod(machine.config, mode);
  return machine;
}

const textOf = (machine: Machine) => readFile(machine.config, 'utf8');
const stop = (machine: Machine) => endServing(host, machine.served, machine.home);

/** Serving must fail with a sentence, leave the file as it is, and remember nothing. */
async function mustFail(machine: Machine, sentence: RegExp): Promise<void> {
  const before = await textOf(machine);
  await assert.rejects(machine.serve(host, 'ci', 'u'), (error) => {
    assert.ok(error instanceof RegistryError);
    assert.match(error.message, sentence);
    assert.ok(!error.message.includes('b3RoZXI6aGlkZGVu'));
    return true;
  });
  assert.equal(await textOf(machine), before);
  assert.deepEqual(await machine.served.list(), []);
  const rest = (await readdir(path.dirname(machine.config))).filter((name) => name.length > 20);
  assert.deepEqual(rest, []);
}

describe('the entry in Docker’s configuration', () => {
  it('is one member more, with mode, order, indent and all others kept, and goes again', async () => {
    await using machine = await withConfig(written);
    await machine.serve(host, 'ci', 'u');
    const json = await machine.readConfig();
    assert.deepEqual(Object.keys(json), ['auths', 'HttpHeaders', 'credHelpers', 'psFormat']);
    assert.deepEqual(json['credHelpers'], { 'gcr.io': 'gcloud', [host]: 'registry-tokens' });
    assert.match(await textOf(machine), /^\{\n {4}"auths"/);
    assert.equal((await stat(machine.config)).mode & 0o777, 0o640);
    await stop(machine);
    assert.deepEqual(await machine.readConfig(), JSON.parse(written));
    assert.equal((await stat(machine.config)).mode & 0o777, 0o640);
    assert.deepEqual(await machine.served.list(), []);
  });

  it('makes a file for its owner alone where there is none', async () => {
    await using machine = await Machine.create();
    await machine.serve(host, 'ci', 'u');
    assert.deepEqual(await machine.readConfig(), { credHelpers: { [host]: 'registry-tokens' } });
    assert.equal((await stat(machine.config)).mode & 0o777, 0o600);
    await stop(machine);
    assert.deepEqual(await machine.readConfig(), {});
  });

  it('stands where DOCKER_CONFIG says', async () => {
    await using machine = await Machine.create();
    const folder = path.join(machine.home, 'elsewhere');
    const { environment } = machine;
    const env = { ...environment.env, DOCKER_CONFIG: folder };
    const order = { host, tokenId: 'ci', user: 'u', since: 1 };
    await beginServing(order, machine.served, { ...environment, env });
    const file = path.join(folder, 'config.json');
    assert.match(await readFile(file, 'utf8'), /registry-tokens/);
    // Whatever the variable says by then.
    await stop(machine);
    assert.equal(await readFile(file, 'utf8'), '{}\n');
  });

  it('gives back the helper of that host, however often serving began', async () => {
    await using machine = await withConfig(`{"credHelpers":{"${host}":"pass"}}`);
    await machine.serve(host, 'ci', 'u');
    await machine.serve(host, 'other', 'v');
    assert.equal((await machine.served.get(host))?.former, 'pass');
    await stop(machine);
    assert.deepEqual(await machine.readConfig(), { credHelpers: { [host]: 'pass' } });
  });

  it('leaves an entry that names another helper by now', async () => {
    await using machine = await withConfig('{}');
    await machine.serve(host, 'ci', 'u');
    const others = `{"credHelpers":{"${host}":"osxkeychain"}}`;
    await writeFile(machine.config, others);
    await stop(machine);
    assert.equal(await textOf(machine), others);
  });

  it('is not made in what is not JSON, has a member twice or is read-only', async () => {
    const broken: [string, RegExp][] = [
      ['{"auths": {"other": {"auth": "b3RoZXI6aGlkZGVu"}}', /is not JSON/],
      ['[]', /is not JSON/],
      ['{"auths": {"a": {}, "a": {"auth": "b3RoZXI6aGlkZGVu"}}}', /has “a” twice/],
      ['{"credHelpers": {}, "credHelpers": {"x": "y"}}', /has “credHelpers” twice/],
      [String.raw`{"a": 1, "\u0061": 2}`, /has “a” twice/],
    ];
    for (const [text, sentence] of broken) {
      await using machine = await withConfig(text);
      await mustFail(machine, sentence);
    }
    await using machine = await withConfig(written, 0o440);
    await mustFail(machine, /is read-only/);
  });

  it('takes repeated texts that are no members for what they are', async () => {
    await using machine = await withConfig(
      '{"a": ["b", "b", {"b": "b"}, {"b": 1}], "b": {"a": 2}}',
    );
    await machine.serve(host, 'ci', 'u');
    assert.deepEqual((await machine.readConfig())['a'], ['b', 'b', { b: 'b' }, { b: 1 }]);
  });

  it('follows a link within the person’s own files and keeps it, and no other', async () => {
    await using machine = await Machine.create();
    const dotfiles = path.join(machine.home, 'dotfiles');
    await mkdir(dotfiles);
    await mkdir(path.dirname(machine.config));
    const target = path.join(dotfiles, 'docker.json');
    await writeFile(target, written);
    await symlink(target, machine.config);
    await machine.serve(host, 'ci', 'u');
    assert.match(await readFile(target, 'utf8'), /"registry-tokens"/);
    assert.ok(
      (await readdir(path.dirname(machine.config), { withFileTypes: true }))[0]?.isSymbolicLink(),
    );
    await stop(machine);
    await using stranger = await Machine.create();
    await mkdir(path.dirname(stranger.config));
    await symlink(target, stranger.config);
    await mustFail(stranger, /is a link to something that is not among your own files/);
  });

  it('loses nothing that another program writes in the same moment', async () => {
    await using machine = await withConfig('{"auths": {}}');
    let tries = 0;
    await changeJson(machine.config, machine.home, (json) => {
      tries += 1;
      if (tries === 1) writeSync(machine.config, '{"auths": {"new": {}}}');
      return { ...json, credHelpers: {} };
    });
    assert.equal(tries, 2);
    assert.deepEqual(await machine.readConfig(), { auths: { new: {} }, credHelpers: {} });
    await assert.rejects(
      changeJson(machine.config, machine.home, (json) => {
        tries += 1;
        writeSync(machine.config, `{"tries": ${tries}}`);
        return { ...json, credHelpers: {} };
      }),
      /keeps writing/,
    );
  });
});

describe('the uninstall hook', () => {
  it('takes the entries of its own editor out, and nothing of another one', async () => {
    await using machine = await withConfig(`{"credHelpers":{"${host}":"pass","gcr.io":"gcloud"}}`);
    await machine.serve(host, 'ci', 'u');
    const other = path.join(machine.home, 'other.json');
    await sendFrom(other, host, machine.served, machine.home);
    const extension = path.join(machine.home, 'extensions', 'registry-tokens-1.0.0');
    const hook = path.join(extension, 'dist', 'uninstall.cjs');
    await mkdir(path.dirname(hook), { recursive: true });
    await writeFile(hook, await packedProgram('uninstall'));
    const uninstall = () => run(process.execPath, [hook], { HOME: machine.home });
    const owner = path.join(machine.folder.path, 'extensions-folder');
    await writeFile(owner, '/of/another/editor');
    const workspaces = ['mine', 'theirs'].map(
      (storage) => openWorkspace(machine.root, storage, process.platform).path,
    );
    const [mine = '', theirs = ''] = workspaces;
    await writeFile(path.join(mine, 'extensions-folder'), path.dirname(extension));
    await writeFile(path.join(theirs, 'extensions-folder'), '/of/another/editor');
    assert.deepEqual(await uninstall(), { code: 0, stdout: '', stderr: '' });
    assert.match(await textOf(machine), /registry-tokens/);
    await writeFile(owner, path.dirname(extension));
    assert.deepEqual(await uninstall(), { code: 0, stdout: '', stderr: '' });
    const { credHelpers } = await machine.readConfig();
    assert.deepEqual(credHelpers, { [host]: 'pass', 'gcr.io': 'gcloud' });
    assert.deepEqual(JSON.parse(await readFile(other, 'utf8')), {});
    assert.equal((await machine.ask('get', host)).code, 1);
    assert.deepEqual(
      workspaces.map((folder) => existsSync(folder)),
      [false, true],
    );
  });
});
