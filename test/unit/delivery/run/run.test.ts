import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { neverEnds, until } from '../../../../src/core/lifetime.ts';
import { Secret } from '../../../../src/core/secret.ts';
import { ask } from '../../../../src/delivery/helper/channel.ts';
import { readArguments } from '../../../../src/delivery/run/arguments.ts';
import { readVariables } from '../../../../src/delivery/run/request.ts';
import { Workspace } from './support.ts';

const secret = 'not-a-real-secret-4711';
const skip = process.platform === 'win32' ? 'the shim of this system is not sh' : false;

const sh = (script: string) => ['--', '/bin/sh', '-c', script];
const showToken = sh('printf %s "$TOKEN"');

/** What the person reads where the command is not run, and that no token is in it. */
function sentence({ code, stdout, stderr }: Awaited<ReturnType<Workspace['run']>>): string {
  assert.equal(code, 125);
  assert.equal(stdout, '');
  assert.ok(!stderr.includes(secret));
  return stderr;
}

describe('registry-tokens run', { skip, concurrency: false }, () => {
  it('gives a token to the command alone, which has everything else as it was', async () => {
    await using workspace = await Workspace.open();
    const args = ['run', '--env', 'TOKEN=acme/ci', ...sh('cat; printf %s "$TOKEN $KEPT"; exit 7')];
    assert.deepEqual(await workspace.run(args, 'typed '), {
      code: 7,
      stdout: `typed ${secret} as it was`,
      stderr: '',
    });
    assert.deepEqual(workspace.asked[0]?.command.slice(0, 2), ['/bin/sh', '-c']);
    const { stdout } = await workspace.run(['run', '--env=TOKEN=quay.example.com/ci', '--', 'env']);
    // Coverage of the tests is measured in every program that they start.
    const added = stdout
      .split('\n')
      .filter((line) => !/^(?:PATH|KEPT|PWD|_|OLDPWD|SHLVL|NODE_V8_COVERAGE)=|^$/.test(line));
    assert.deepEqual(added, [`TOKEN=${secret}`]);
  });

  it('shows no token to whoever has the shell tell what it does', async () => {
    await using workspace = await Workspace.open();
    const traced = spawn(
      '/bin/sh',
      ['-x', workspace.shim, 'run', '--env', 'TOKEN=acme/ci', ...showToken],
      { env: workspace.env },
    );
    let [stdout, stderr] = ['', ''];
    traced.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    traced.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    assert.deepEqual(await once(traced, 'close'), [0, null]);
    assert.equal(stdout, secret);
    assert.match(stderr, /set \+x/);
    assert.ok(!stderr.includes(secret));
  });

  it('takes nothing for a variable that a shell could read as something else', () => {
    assert.deepEqual(readVariables('{"A_1":"x y"}'), { A_1: 'x y' });
    for (const name of ['', 'A B', 'A;id', '1A', 'A=', '$(id)', 'A\n']) {
      assert.equal(readVariables(JSON.stringify({ [name]: 'x' })), undefined);
    }
  });

  it('becomes the command, so that signals reach it and its end is its own', async () => {
    await using workspace = await Workspace.open();
    const script =
      'process.on("SIGTERM", () => process.exit(9)); console.log("ready"); process.stdin.resume()';
    const args = ['run', '--env', 'TOKEN=acme/ci', '--', process.execPath, '-e', script];
    const child = spawn(workspace.shim, args, { env: workspace.env });
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'close'), [9, null]);
    const killed = spawn(workspace.shim, ['run', ...sh('kill -KILL $$')], { env: workspace.env });
    assert.deepEqual(await once(killed, 'close'), [null, 'SIGKILL']);
    const missing = await workspace.run(['run', '--', '/nowhere/program']);
    assert.equal(missing.code, 127);
  });

  it('waits for a window that comes after the command, and asks it once', async () => {
    await using workspace = await Workspace.open({ patience: 15 });
    await workspace.stop();
    // A window that was killed leaves its socket behind, and the name of its runtime.
    const dies = `net.createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
    await once(spawn(process.execPath, ['-e', dies, workspace.folder.address]), 'close');
    assert.ok((await stat(workspace.folder.address)).isSocket());
    await writeFile(path.join(workspace.folder.path, 'runtime'), `${process.execPath}\n`);
    const args = ['run', '--env', 'TOKEN=acme/ci', ...showToken];
    const child = spawn(workspace.shim, args, { env: workspace.env });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    await once(child.stderr, 'data');
    await workspace.serve();
    assert.deepEqual(await once(child, 'close'), [0, null]);
    assert.equal(stdout, secret);
    assert.equal(stderr, 'registry-tokens: Waiting for the window of this workspace…\n');
    assert.equal(workspace.asked.length, 1);
  });

  it('hands on tokens and arguments with every sign in them', async () => {
    await using workspace = await Workspace.open();
    const odd = `a'b"c\\d$(echo no)\`echo no\`;!%&\n\nä€ `;
    workspace.hold('odd', odd);
    const args = [
      'run',
      '--env',
      'TOKEN=acme/odd',
      ...sh('printf "%s|%s" "$TOKEN" "$1"'),
      'x',
      odd,
    ];
    assert.equal((await workspace.run(args)).stdout, `${odd}|${odd}`);
  });

  it('refreshes a token that is kept alive and about to end, before it is given', async () => {
    await using workspace = await Workspace.open();
    const more = { keepAlive: true, lifetime: until(workspace.now - 1) };
    workspace.hold('short', 'not-a-real-secret-old', more);
    const args = ['run', '--env', 'TOKEN=acme/short', ...showToken];
    assert.match(sentence(await workspace.run(args)), /The token short has expired\./);
    workspace.refresh = (token) => {
      workspace.hold('newer', 'not-a-real-secret-new');
      return Promise.resolve({ ...token, id: 'acme/newer', lifetime: neverEnds });
    };
    assert.equal((await workspace.run(args)).stdout, 'not-a-real-secret-new');
  });

  it('asks with the names of the variables that are to hold the token', async () => {
    await using workspace = await Workspace.open();
    workspace.hold('other', 'not-a-real-secret-4712');
    const wanted = ['A=acme/ci', 'B=acme/other', 'C=acme/ci'].flatMap((one) => ['--env', one]);
    await workspace.run(['run', ...wanted, '--', '/bin/true']);
    assert.deepEqual(workspace.variables, [['A', 'C'], ['B'], ['A', 'C']]);
  });

  it('reads a file whose lines hold references, texts and remarks', async () => {
    await using workspace = await Workspace.open();
    workspace.hold('other one', 'not-a-real-secret-4712');
    const file = path.join(workspace.home, '.env');
    const lines = [
      '# registry-tokens://acme/no',
      'export TOKEN=registry-tokens://acme/ci',
      'OTHER="registry-tokens://acme/other%20one"',
      "PLAIN='a # b'",
      'LONG="one\ntwo"',
    ];
    await writeFile(file, lines.join('\n'));
    const show = sh('printf "%s|" "$TOKEN" "$OTHER" "$PLAIN" "$LONG"');
    const { stdout } = await workspace.run(['run', '--env-file', file, ...show]);
    assert.equal(stdout, `${secret}|not-a-real-secret-4712|a # b|one\ntwo|`);
    const args = ['run', '--env', 'TOKEN=acme/other one', '--env-file', file, ...showToken];
    assert.equal((await workspace.run(args)).stdout, 'not-a-real-secret-4712');
  });

  it('does not let the environment change how it runs, nor changes it for the command', async () => {
    await using workspace = await Workspace.open();
    const evil = path.join(workspace.home, 'evil.cjs');
    await writeFile(evil, 'process.stdout.write("evil")');
    const env = {
      NODE_OPTIONS: `--require "${evil}"`,
      rt_said: 'theirs',
      ELECTRON_RUN_AS_NODE: '',
    };
    const args = ['run', '--env', 'TOKEN=acme/ci', ...sh('printf "%s|" "$TOKEN" "$NODE_OPTIONS"')];
    assert.equal((await workspace.run(args, '', env)).stdout, `${secret}|${env.NODE_OPTIONS}|`);
  });

  it('says in a sentence why there is no token', async () => {
    await using workspace = await Workspace.open();
    const args = ['run', '--env', 'TOKEN=nobody/ci', ...showToken];
    assert.equal(
      sentence(await workspace.run(args)),
      'registry-tokens: No account is called “nobody”.\n',
    );
    const said = async (reference: string) => {
      const request = { command: ['npm'], folder: '/', references: { TOKEN: reference } };
      const input = JSON.stringify(request);
      const { code, stdout } = await workspace.answer({ operation: 'run', input });
      assert.equal(code, 1);
      return stdout;
    };
    assert.match(await said('acme/none'), /No token of “acme” that is kept .* is called “none”/);
    assert.match(await said('ci'), /“ci” is not a reference to a token/);
    workspace.addAccount('beta', 'https://quay.example.com');
    assert.match(await said('quay.example.com/ci'), /2 accounts are called “quay\.example\.com”/);
    workspace.hold('twin', 'not-a-real-secret-4713', {}, 'one');
    workspace.hold('twin', 'not-a-real-secret-4714', {}, 'two');
    assert.match(await said('acme/twin'), /2 tokens of “acme” are called “twin”/);
    workspace.hold('old', secret, { lifetime: until(workspace.now - 1) });
    assert.match(await said('acme/old'), /The token old has expired\./);
    workspace.says = false;
    assert.match(await said('acme/one'), /The token twin was not given to this command\./);
    workspace.isTrusted = false;
    assert.match(await said('acme/ci'), /This workspace is not trusted/);
  });

  it('says in a sentence what of the command line it does not understand', async () => {
    await using workspace = await Workspace.open();
    const wrong: readonly (readonly [RegExp, ...string[]])[] = [
      [/^The command is missing/, '--env', 'TOKEN=acme/ci'],
      [/^The command is missing/, '--'],
      [/^--env wants NAME=/, '--env', 'A-B=acme/ci', '--', 'npm'],
      [/^--evn is not understood/, '--evn', 'A=acme/ci', '--', 'npm'],
      [/^--env-file is not understood/, '--env-file', '--', 'npm'],
      [/^The value of A is no reference like/, '--env', 'A=ci', '--', 'npm'],
      [/^odd is no file of variables/, '--env-file', 'odd', '--', 'npm'],
    ];
    for (const [words, ...args] of wrong) {
      assert.throws(() => readArguments(args, () => 'a.b=c'), { message: words }, args.join(' '));
    }
    const missing = ['run', '--env-file', '/nowhere', ...showToken];
    assert.match(sentence(await workspace.run(missing)), /\/nowhere cannot be read\./);
    assert.match(sentence(await workspace.run(['steal'])), /steal is not understood here/);
    const help = await workspace.run(['--help']);
    assert.deepEqual([help.code, help.stderr], [0, '']);
    assert.match(help.stdout, /^registry-tokens gives tokens of the editor to one command\.\n/);
  });

  it('says so where no window answers, or one with another key', async () => {
    await using workspace = await Workspace.open();
    const args = ['run', '--env', 'TOKEN=acme/ci', ...showToken];
    const key = path.join(workspace.folder.path, 'key');
    await writeFile(key, 'f'.repeat(64));
    assert.match(sentence(await workspace.run(args)), /No window of the editor answers/);
    const question = { operation: 'run', input: '{}' };
    const { signal } = new AbortController();
    await assert.rejects(ask(workspace.folder.address, 'a wrong key', question, signal), /the key/);
    assert.deepEqual(workspace.asked, []);
    await workspace.stop();
    assert.match(sentence(await workspace.run(args)), /No window of the editor answers/);
    assert.equal((await stat(workspace.folder.path)).mode & 0o777, 0o700);
    assert.equal((await stat(key)).mode & 0o777, 0o600);
  });

  it('has the window forget what was allowed', async () => {
    await using workspace = await Workspace.open();
    const { code, stdout } = await workspace.run(['forget']);
    assert.equal(code, 0);
    assert.match(stdout, /asks again/);
    assert.equal(workspace.asked.length, 1);
  });

  it('opens a terminal with what its ticket stands for, once and soon', async () => {
    await using workspace = await Workspace.open();
    const variables = new Map<string, Secret | string>([
      ['TOKEN', new Secret(secret)],
      ['USER_OF_IT', 'acme+ci'],
    ]);
    const args = (ticket: string) => [
      ...['run', '--ticket', ticket],
      ...sh('printf %s "$TOKEN $USER_OF_IT"'),
    ];
    const ticket = workspace.tickets.issue(variables);
    assert.equal((await workspace.run(args(ticket))).stdout, `${secret} acme+ci`);
    assert.match(sentence(await workspace.run(args(ticket))), /were given already/);
    const late = workspace.tickets.issue(variables);
    workspace.now += 60_001;
    assert.match(sentence(await workspace.run(args(late))), /were given already/);
    assert.deepEqual(workspace.asked, []);
  });

  it('starts the command itself where a shim cannot become it', async () => {
    await using workspace = await Workspace.open();
    const script = 'cat; printf "%s|%s" "$TOKEN" "$ELECTRON_RUN_AS_NODE"; exit 7';
    const args = ['run', '--env', 'TOKEN=acme/ci', ...sh(script)];
    assert.deepEqual(await workspace.spawn(args, 'typed '), {
      code: 7,
      stdout: `typed ${secret}|`,
      stderr: '',
    });
    assert.equal((await workspace.spawn(['run', ...sh('kill -TERM $$')])).code, 128 + 15);
    assert.match(sentence(await workspace.spawn(['run', '--', '/nowhere/it'])), /cannot be run/);
    assert.match((await workspace.spawn(['help'])).stdout, /^registry-tokens gives/);
  });

  it('answers many commands at once', async () => {
    await using workspace = await Workspace.open();
    const args = ['run', '--env', 'TOKEN=acme/ci', ...showToken];
    const runs = await Promise.all(Array.from({ length: 8 }, () => workspace.run(args)));
    assert.deepEqual(new Set(runs.map(({ stdout }) => stdout)), new Set([secret]));
  });
});
