import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { until } from '../../../../src/core/lifetime.ts';
import { Secret } from '../../../../src/core/secret.ts';
import type { IssuedToken, TokenRecord } from '../../../../src/core/token.ts';
import type { Serving } from '../../../../src/ui/delivery/serving.ts';
import { notFound, programName } from '../../../../src/delivery/helper/names.ts';
import { packedProgram, run } from '../../delivery/helper/support.ts';
import { settled } from '../../vault/fakes.ts';
import { issued } from '../../vault/window.ts';
import { person } from '../fakes/editor.ts';
import { now, openDesk, registryOf, row, type Desk } from '../fakes/desk.ts';

const { forgetAll } = await import('../../../../src/ui/commands/forget.ts');
const { serveToken } = await import('../../../../src/ui/commands/serve-token.ts');
const { servedHosts, stopServing } = await import('../../../../src/ui/commands/served-hosts.ts');
const { ServingDoor } = await import('../../../../src/ui/delivery/serving-door.ts');
const { openServing } = await import('../../../../src/ui/delivery/open-serving.ts');

const host = 'quay.example.com';
const secret = 'not-a-real-secret-4711';
const skip = process.platform === 'win32' ? 'the shim of this system is not sh' : false;

/** A home with a login shell whose PATH has a folder of its own, and an installed extension. */
let home = '';
let extension = '';
before(async () => {
  extension = await mkdtemp(path.join(tmpdir(), 'rt-extension-'));
  await mkdir(path.join(extension, 'dist'));
  await writeFile(path.join(extension, 'dist', 'helper.cjs'), await packedProgram('program'));
});
after(() => rm(extension, { recursive: true, force: true }));
beforeEach(async () => {
  person.reset();
  home = await mkdtemp(path.join(tmpdir(), 'rt-home-'));
  await mkdir(path.join(home, 'bin'));
  await writeFile(path.join(home, '.profile'), 'PATH="$HOME/bin:/usr/bin:/bin"\n');
  // One by one: what the system knows as the home follows single variables only.
  for (const name of Object.keys(process.env)) {
    if (/^(XDG_|DOCKER_|REGISTRY_|HELM_|SNAP|FLATPAK)/.test(name)) process.env[name] = '';
  }
  Object.assign(process.env, { HOME: home, SHELL: '/bin/sh' });
});

const token = (more: Partial<TokenRecord> = {}, id = 'a1/ci'): IssuedToken => ({
  record: {
    ...issued(id).record,
    label: 'ci',
    registryHost: host,
    loginName: 'acme+ci',
    ...more,
  },
  secrets: { token: new Secret(secret) },
});

/** A window in which tokens can be served. */
class Scene implements AsyncDisposable {
  readonly desk: Desk;
  readonly #storage: string;
  readonly path = new Map<string, string>();

  private constructor(desk: Desk, storage: string) {
    this.desk = desk;
    this.#storage = storage;
    const context = {
      extensionPath: extension,
      globalStorageUri: { fsPath: storage },
      environmentVariableCollection: {
        get: (name: string) => ({ value: this.path.get(name) }),
        prepend: (name: string, value: string) => this.path.set(name, value),
        delete: (name: string) => this.path.delete(name),
      },
    };
    const { services } = desk;
    const door = new ServingDoor(
      storage,
      services.vault,
      () => openServing(context as never, services),
      (error) => person.log.push(String(error)),
    );
    Object.assign(services, { serving: door });
  }

  static async set(held = token()): Promise<Scene> {
    const desk = await openDesk(registryOf({}), { url: `https://${host}` });
    await desk.window.vault.tokens.keep(held);
    return new Scene(desk, path.join(home, 'storage'));
  }

  get serving(): Promise<Serving> {
    return this.desk.services.serving.get();
  }

  get marker(): boolean {
    return existsSync(path.join(this.#storage, 'serving'));
  }

  /** Serves the token as a person does who says yes to everything. */
  async serve(...answers: string[]): Promise<void> {
    person.plans('ci', 'Put It There', 'Serve', ...answers);
    await serveToken(undefined, this.desk.services);
  }

  get(input = host) {
    return run(
      path.join(home, 'bin', programName),
      ['get'],
      { HOME: home, PATH: '/usr/bin:/bin' },
      input,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.desk.services.serving.close();
    await rm(home, { recursive: true, force: true, maxRetries: 10 });
  }
}

const config = async () =>
  JSON.parse(await readFile(path.join(home, '.docker', 'config.json'), 'utf8')) as object;

describe('serving a token', { skip }, () => {
  it('says what it means, puts the helper on the PATH, and answers from then on', async () => {
    await using scene = await Scene.set();
    await scene.serve();
    const { stdout } = await scene.get();
    assert.deepEqual(JSON.parse(stdout), {
      ServerURL: host,
      Username: 'acme+ci',
      Secret: secret,
    });
    const { root } = await scene.serving;
    const link = await readlink(path.join(home, 'bin', programName));
    assert.equal(link, path.join(root, 'bin', programName));
    assert.deepEqual(await config(), { credHelpers: { [host]: 'registry-tokens' } });
    assert.deepEqual([...scene.path.keys()], ['PATH']);
    assert.match(String(person.item?.['text']), /quay\.example\.com/);
    assert.match(person.seen.join('\n'), /question: Put the credential helper[^]*question: Serve/);
    assert.ok(scene.marker);
    assert.ok(!JSON.stringify([person.seen, person.log, person.item]).includes(secret));
  });

  it('is seen in the row of the token', async () => {
    await using scene = await Scene.set();
    const { tree, node } = scene.desk;
    const { record } = token();
    const item = node(row('ci', { type: 'robot', can: ['fetch'], token: record }));
    const before = tree.getTreeItem(item);
    assert.match(String(before.contextValue), /\blogin\b/);
    assert.doesNotMatch(String(before.contextValue), /\bserved\b/);
    await scene.serve();
    const shown = tree.getTreeItem(item);
    assert.match(String(shown.description), /^serves quay\.example\.com/);
    assert.match(String(shown.contextValue), /\bserved\b/);
  });

  it('changes nothing when the person says no', async () => {
    await using scene = await Scene.set();
    person.plans('ci', 'Put It There');
    await serveToken(undefined, scene.desk.services);
    assert.deepEqual((await scene.serving).hosts, []);
    assert.ok(!existsSync(path.join(home, '.docker')));
    assert.ok(!scene.marker);
  });

  it('refuses a token that opens no image registry, and an editor in a sandbox', async () => {
    await using scene = await Scene.set(issued('a1/ci'));
    const { account, services } = scene.desk;
    const { record } = issued('a1/ci');
    const parent = { type: 'pasted', id: 'pasted' } as const;
    await serveToken({ type: 'record', id: record.id, account, record, parent }, services);
    assert.match(person.seen.at(-1) ?? '', /logs in to no image registry/);
    await scene.desk.window.vault.tokens.keep(token());
    process.env['FLATPAK_ID'] = 'com.example.editor';
    person.plans('ci');
    await serveToken(undefined, scene.desk.services);
    assert.match(person.seen.at(-1) ?? '', /runs in a sandbox/);
    assert.ok(!existsSync(path.join(home, '.docker')));
  });

  it('says that no folder of the PATH can be written, and does not begin', async () => {
    await using scene = await Scene.set();
    await writeFile(path.join(home, '.profile'), 'PATH=/nowhere\n');
    person.plans('ci');
    await serveToken(undefined, scene.desk.services);
    assert.match(person.seen.at(-1) ?? '', /No folder of your PATH can be written\. Add \S+bin/);
    assert.deepEqual((await scene.serving).hosts, []);
  });

  it('leaves a program of somebody else that has the helper’s name', async () => {
    await using scene = await Scene.set();
    const theirs = path.join(home, 'bin', programName);
    await writeFile(theirs, 'theirs');
    person.plans('ci', 'Put It There');
    await serveToken(undefined, scene.desk.services);
    assert.match(person.seen.at(-1) ?? '', /is there already and is not ours/);
    assert.equal(await readFile(theirs, 'utf8'), 'theirs');
  });

  it('tells what programs take first, and takes that out when asked to', async () => {
    await using scene = await Scene.set();
    const file = path.join(home, '.config', 'containers', 'auth.json');
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify({ auths: { [host]: { auth: 'x' }, other: {} } }));
    await scene.serve('Remove Those Logins');
    assert.match(person.seen.join('\n'), /auth\.json has a login for quay\.example\.com/);
    assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), { auths: { other: {} } });
  });

  it('keeps a token with a refresh token alive, and says so before', async () => {
    await using scene = await Scene.set({
      record: token({ lifetime: until(now + 3_600_000) }).record,
      secrets: { token: new Secret(secret), refresh: new Secret('not-a-real-refresh') },
    });
    await scene.serve();
    assert.match(person.seen.join('\n'), /refreshed before its end/);
    assert.equal(scene.desk.window.vault.tokens.get('a1/ci')?.keepAlive, true);
  });
});

describe('a served token', { skip }, () => {
  it('is served on under its new id when it was refreshed', async () => {
    await using scene = await Scene.set();
    await scene.serve();
    const { tokens } = scene.desk.window.vault;
    const next = token({ replaces: 'a1/ci' }, 'a1/next');
    await tokens.keep({ ...next, secrets: { token: new Secret('the-refreshed-secret') } });
    await tokens.forget('a1/ci');
    await settled();
    await (await scene.serving).refresh();
    assert.match((await scene.get()).stdout, /the-refreshed-secret/);
    assert.equal(scene.desk.services.serving.hostOf('a1/next'), host);
  });

  it('is no longer served once it is gone, and the person hears of it', async () => {
    await using scene = await Scene.set();
    await scene.serve();
    await scene.desk.window.vault.tokens.forget('a1/ci');
    await seen(/is no longer served: its token was revoked/);
    await (await scene.serving).refresh();
    assert.equal((await scene.get()).stdout, `${notFound}\n`);
    assert.deepEqual(await config(), {});
    assert.ok(!scene.marker);
  });

  it('is told once to have expired, with the repair', async () => {
    await using scene = await Scene.set(token({ lifetime: until(now + 3_600_000) }));
    await scene.serve();
    scene.desk.clock.advance(3_600_000);
    person.plans('Serve Another Token');
    assert.equal((await scene.get()).stdout, `${notFound}\n`);
    assert.equal((await scene.get()).stdout, `${notFound}\n`);
    const told = person.seen.filter((line) => line.includes('has expired'));
    assert.equal(told.length, 1);
    assert.deepEqual(person.ran.at(-1), ['registryTokens.serveToken']);
  });
});

describe('who asked', { skip }, () => {
  it('is told once, stands in the list, and can be refused and allowed again', async () => {
    await using scene = await Scene.set();
    await scene.serve();
    const { services } = scene.desk;
    const serving = await scene.serving;
    assert.match((await scene.get()).stdout, /acme\+ci/);
    await seen(/asked for the login for quay\.example\.com and got the token ci/);
    await serving.refresh();
    person.plans(host, `Refuse ${nameOfThis()}`);
    await servedHosts(services);
    assert.equal((await scene.get()).stdout, `${notFound}\n`);
    await serving.refresh();
    person.plans(host, `Allow ${nameOfThis()} again`);
    await servedHosts(services);
    assert.match((await scene.get()).stdout, /acme\+ci/);
    assert.match((person.item?.['tooltip'] as { value: string }).value, /Last asked/);
  });
});

describe('all that was forgotten', { skip }, () => {
  it('is served no longer, and nobody who asked or was refused is remembered', async () => {
    await using scene = await Scene.set();
    await scene.serve();
    await scene.get();
    await seen(/asked for the login for quay\.example\.com/);
    const { served } = await scene.serving;
    await served.refuse(host, nameOfThis(), true);
    assert.equal((await served.get(host))?.uses[0]?.refused, true);
    person.plans('Forget All');
    await forgetAll(scene.desk.services);
    await seen(/is no longer served: its token was revoked, deleted or forgotten/);
    assert.deepEqual([await served.list(), await config()], [[], {}]);
  });
});

describe('the end of serving', { skip }, () => {
  it('puts back what stood there, and the helper finds nothing', async () => {
    await using scene = await Scene.set();
    await mkdir(path.join(home, '.docker'));
    await writeFile(
      path.join(home, '.docker', 'config.json'),
      `{"credHelpers":{"${host}":"pass"}}`,
    );
    await scene.serve();
    person.plans(host);
    await stopServing(undefined, scene.desk.services);
    assert.deepEqual(await config(), { credHelpers: { [host]: 'pass' } });
    assert.equal((await scene.get()).stdout, `${notFound}\n`);
    assert.equal(person.item, undefined);
    assert.deepEqual([...scene.path.keys()], []);
    assert.match(person.seen.at(-1) ?? '', /“pass” has its logins again/);
    assert.ok(!scene.marker);
  });

  it('offers to serve when nothing is', async () => {
    await using scene = await Scene.set();
    person.plans('Serve Token…');
    await servedHosts(scene.desk.services);
    assert.deepEqual(person.ran, [['registryTokens.serveToken']]);
  });
});

/** Settles when the person has seen something; notes follow the answer. */
async function seen(what: RegExp): Promise<void> {
  while (!person.seen.some((line) => what.test(line))) await settled();
}

/** What the helper takes this process for. */
const nameOfThis = (): string =>
  process.platform === 'linux' ? path.basename(process.execPath) : 'an unnamed program';
