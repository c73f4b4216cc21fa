import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import type { IssuedToken, TokenRecord } from '../../../../src/core/token.ts';
import { packedProgram, run } from '../../delivery/helper/support.ts';
import { settled } from '../../vault/fakes.ts';
import { issued } from '../../vault/window.ts';
import { openDesk, registryOf, type Desk } from '../fakes/desk.ts';
import { person } from '../fakes/editor.ts';

const { editor, workspace } = await import('../fakes/vscode.ts');
const { copyTokenAs } = await import('../../../../src/ui/commands/copy-token-as.ts');
const { remove } = await import('../../../../src/ui/commands/accounts.ts');
const { forgetAll } = await import('../../../../src/ui/commands/forget.ts');
const { newTerminal } = await import('../../../../src/ui/commands/new-terminal.ts');
const { openRuns } = await import('../../../../src/ui/delivery/runs/open.ts');
const { Late } = await import('../../../../src/ui/delivery/late.ts');
const { placesOf } = await import('../../../../src/ui/delivery/places.ts');

const secret = 'not-a-real-secret-4711';
const skip = process.platform === 'win32' ? 'the shim of this system is not sh' : false;

let home = '';
let extension = '';
before(async () => {
  extension = await mkdtemp(path.join(tmpdir(), 'rt-extension-'));
  await mkdir(path.join(extension, 'dist'));
  await writeFile(path.join(extension, 'dist', 'run.cjs'), await packedProgram('program', 'run'));
});
after(() => rm(extension, { recursive: true, force: true }));
beforeEach(async () => {
  person.reset();
  editor.terminals.length = 0;
  home = await mkdtemp(path.join(tmpdir(), 'rt-home-'));
  Object.assign(process.env, { HOME: home, XDG_DATA_HOME: '' });
});

const token = (text = secret, more: Partial<TokenRecord> = {}): IssuedToken => ({
  record: { ...issued('a1/ci').record, label: 'ci', ...more },
  secrets: { token: new Secret(text) },
});

/** A window of a workspace in which nothing of this was used yet. */
class Scene implements AsyncDisposable {
  readonly desk: Desk;
  /** What the editor's terminals are given, by name. */
  readonly variables = new Map<string, string>();

  private constructor(desk: Desk) {
    this.desk = desk;
    this.reopen();
  }

  /** As after a reload of the window. */
  reopen() {
    const { desk } = this;
    const context = {
      extensionPath: extension,
      globalStorageUri: { fsPath: path.join(home, 'storage') },
      storageUri: { fsPath: path.join(home, 'workspace') },
      workspaceState: desk.window.workspace,
      environmentVariableCollection: {
        get: (name: string) => ({ value: this.variables.get(name) }),
        prepend: (name: string, value: string) => this.variables.set(name, value),
        delete: (name: string) => this.variables.delete(name),
      },
    };
    const { services } = desk;
    const open = () => openRuns(context as never, services);
    Object.assign(services, { runs: new Late(open) });
    return services.runs;
  }

  static async set(): Promise<Scene> {
    const variables = () => [
      { name: 'REGISTRY_HOST', text: 'quay.example.com' },
      { name: 'TOKEN' },
    ];
    const desk = await openDesk(registryOf({ variables }), { url: 'https://quay.example.com' });
    await desk.window.vault.tokens.keep(token());
    return new Scene(desk);
  }

  /** Runs something as a terminal of the editor does. */
  async run(args: readonly string[]) {
    const runs = await this.desk.services.runs.get();
    const env = { PATH: `${this.variables.get('PATH')}${process.env['PATH'] ?? ''}` };
    const { code, stdout, stderr } = await run(path.basename(runs.program), args, env);
    return { code, stdout, stderr };
  }

  runToken(program = '/usr/bin/printenv') {
    return this.run(['run', '--env', 'TOKEN=acme/ci', '--', program, 'TOKEN']);
  }

  /** What the shell of the terminal opened last has in its environment. */
  async inTerminal(...names: string[]) {
    const { shellPath = '', shellArgs = [] } = editor.terminals.at(-1)?.creationOptions ?? {};
    assert.deepEqual(shellArgs.slice(3), ['--', '/bin/sh']);
    const args = [...shellArgs.slice(0, 4), '/usr/bin/printenv', ...names];
    return run(shellPath, args, { PATH: process.env['PATH'] });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    Object.assign(workspace, { isTrusted: true });
    await this.desk.services.runs.close();
    await rm(home, { recursive: true, force: true, maxRetries: 10 });
    const seen = [person.seen, person.log, person.ran, [...this.variables], editor.terminals];
    assert.ok(!JSON.stringify(seen).includes(secret), 'a secret was shown');
  }
}

describe('commands of a workspace', { skip, concurrency: false }, () => {
  it('get a token after a question that names the first of them, and then without one', async () => {
    await using scene = await Scene.set();
    person.plans('Give It');
    assert.deepEqual(await scene.runToken(), { code: 0, stdout: `${secret}\n`, stderr: '' });
    const [question = ''] = person.seen;
    assert.match(question, /^question: Give the token ci to “\/usr\/bin\/printenv”\?/);
    assert.match(question, /The command is: \/usr\/bin\/printenv TOKEN/);
    assert.match(question, /It gets the token as TOKEN, in its environment alone\./);
    assert.equal((await scene.runToken('/usr/bin/basename')).stdout, 'TOKEN\n');
    assert.equal((await scene.runToken()).stdout, `${secret}\n`);
    assert.equal(person.seen.length, 1);
    const places = await placesOf([token().record], scene.desk.services);
    assert.match(places.join(), /^given to commands of acme /);
  });

  it('get none without a yes, and the next one asks again', async () => {
    await using scene = await Scene.set();
    const refused = await scene.runToken();
    assert.equal(refused.code, 125);
    assert.match(refused.stderr, /The token ci was not given to this command/);
    await scene.runToken();
    assert.equal(person.seen.length, 2);
  });

  it('ask again once that was forgotten', async () => {
    await using scene = await Scene.set();
    person.plans('Give It');
    await scene.runToken();
    assert.equal((await scene.run(['forget'])).code, 0);
    assert.equal((await scene.runToken()).code, 125);
  });

  it('ask again once all was forgotten, or the account removed', async () => {
    await using scene = await Scene.set();
    const { services } = scene.desk;
    const answers = () => scene.desk.window.workspace.get('commandsGet');
    person.plans('Give It', 'Forget All');
    await scene.runToken();
    assert.deepEqual(answers(), ['["a1","acme+ci","ci"]']);
    // Nobody has to answer for it: in a workspace that is not trusted, nobody does.
    await services.runs.close();
    Object.assign(services, { runs: new Late(() => Promise.reject(new Error('not needed'))) });
    await forgetAll(services);
    assert.equal(answers(), undefined);
    const other = '["a2","acme+ci","ci"]';
    await scene.desk.window.vault.addAccount(scene.desk.account, {});
    await scene.desk.window.workspace.update('commandsGet', ['["a1","acme+ci","ci"]', other]);
    person.plans('Remove');
    await remove({ type: 'account', id: 'a1', account: scene.desk.account }, services);
    assert.deepEqual(answers(), [other]);
  });

  it('ask one question when several want the same token at once', async () => {
    await using scene = await Scene.set();
    await scene.desk.services.runs.get();
    person.plans('Give It');
    const runs = await Promise.all([scene.runToken(), scene.runToken(), scene.runToken()]);
    assert.deepEqual(new Set(runs.map(({ stdout }) => stdout)), new Set([`${secret}\n`]));
    assert.equal(person.seen.length, 1);
  });

  it('get nothing in a workspace that is not trusted', async () => {
    await using scene = await Scene.set();
    await scene.desk.services.runs.get();
    Object.assign(workspace, { isTrusted: false });
    assert.match((await scene.runToken()).stderr, /This workspace is not trusted/);
    await newTerminal(undefined, scene.desk.services);
    assert.match(person.seen.at(-1) ?? '', /This workspace is not trusted/);
    assert.deepEqual(editor.terminals, []);
  });

  it('find the program on the PATH, which is all that terminals are given', async () => {
    await using scene = await Scene.set();
    assert.deepEqual([...scene.variables], []);
    const { program } = await scene.desk.services.runs.get();
    assert.deepEqual([...scene.variables], [['PATH', `${path.dirname(program)}:`]]);
    // As the editor kept it from the time before, with a folder that is no longer ours.
    await scene.desk.services.runs.close();
    scene.variables.set('PATH', `/no/longer:${path.dirname(program)}:`);
    await scene.reopen().get();
    assert.deepEqual([...scene.variables], [['PATH', `${path.dirname(program)}:`]]);
  });

  it('tell who opens a terminal why nobody can answer, and nobody before', async () => {
    await using scene = await Scene.set();
    // The name of the socket is longer than the system takes.
    process.env['XDG_DATA_HOME'] = path.join(home, 'far'.repeat(40));
    await assert.rejects(scene.desk.services.runs.get(), /Commands get no tokens in this window/);
    assert.deepEqual(person.seen, []);
    person.plans('ci', 'TOKEN', 'Open the Terminal');
    await newTerminal(undefined, scene.desk.services);
    assert.match(person.seen.join('\n'), /Commands get no tokens in this window/);
    assert.deepEqual([editor.terminals, [...scene.variables]], [[], []]);
  });

  it('find a token by the reference that was copied, which has no secret in it', async () => {
    await using scene = await Scene.set();
    person.plans('ci', 'Reference for registry-tokens run', 'Give It');
    await copyTokenAs(undefined, scene.desk.services);
    assert.equal(person.clipboard, 'registry-tokens://quay.example.com/ci');
    const args = ['run', '--env', `T=${person.clipboard}`, '--', '/usr/bin/printenv', 'T'];
    assert.equal((await scene.run(args)).stdout, `${secret}\n`);
  });
});

describe('a terminal with tokens', { skip, concurrency: false }, () => {
  it('gets them when it starts, in the variables that were chosen', async () => {
    await using scene = await Scene.set();
    await scene.desk.window.vault.tokens.keep(
      token('other-secret', { id: 'a1/two', label: 'two' }),
    );
    person.plans('ci', 'MY_TOKEN', 'Add Another Token…', 'two', 'OTHER', 'Open the Terminal');
    await newTerminal(undefined, scene.desk.services);
    assert.equal(editor.terminals.at(-1)?.name, 'ci, two');
    const { stdout } = await scene.inTerminal('MY_TOKEN', 'OTHER', 'REGISTRY_HOST');
    assert.equal(stdout, `${secret}\nother-secret\nquay.example.com\n`);
    assert.match((await scene.inTerminal('MY_TOKEN')).stderr, /were given already/);
    assert.match(person.seen.join('\n'), /MY_TOKEN|REGISTRY_HOST/);
  });

  it('is called by the names of its tokens as they are', async () => {
    await using scene = await Scene.set();
    const label = '$(verified) \u202etwo';
    await scene.desk.window.vault.tokens.keep(token('other-secret', { id: 'a1/two', label }));
    person.plans('$ (verified) \\u{202e}two', 'OTHER', 'Open the Terminal');
    await newTerminal(undefined, scene.desk.services);
    assert.equal(editor.terminals.at(-1)?.name, '$ (verified) \\u{202e}two');
  });

  it('is told once to have a former token, and named where the token went', async () => {
    await using scene = await Scene.set();
    const { services, window } = scene.desk;
    person.plans('ci', 'TOKEN', 'Open the Terminal');
    await newTerminal(undefined, services);
    const phrase = async () => (await placesOf([token().record], services)).join();
    assert.equal(await phrase(), 'in the terminal “ci” of this window');
    person.plans('New Terminal…');
    await window.vault.tokens.keep(token('not-a-real-secret-4712'));
    while (person.ran.length === 0) await settled();
    assert.match(person.seen.at(-1) ?? '', /The terminal “ci” has the token that ci had before/);
    assert.deepEqual(person.ran, [['registryTokens.newTerminal']]);
    assert.equal(await phrase(), 'in the terminal “ci” of this window, as it was before');
    const [terminal] = editor.terminals;
    assert.ok(terminal);
    editor.closeTerminal(terminal);
    assert.equal(await phrase(), '');
  });
});
