import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';

/** An editor out of a package whose native parts were not built opens no terminal, and says nothing. */
const hasTerminals = ['node_modules', 'node_modules.asar.unpacked']
  .flatMap((modules) =>
    [
      path.join('build', 'Release'),
      path.join('prebuilds', `${process.platform}-${process.arch}`),
    ].map((folder) => path.join(vscode.env.appRoot, modules, 'node-pty', folder, 'pty.node')),
  )
  .some((file) => existsSync(file));

const inTerminals = hasTerminals ? describe : describe.skip;
const why = hasTerminals ? '' : ' (left out: this editor has no terminals)';

/** Ends as the shell does where no program has the name. */
const notFound = 127;

/*
 * Nothing in this editor has used what gives tokens to commands. What a person says yes or no to is
 * the end-to-end story of delivery: an editor under test refuses to show dialogs.
 */
inTerminals(`the program that gives tokens to commands${why}`, () => {
  let directory: string;

  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'registry-tokens-commands-'));
    await vscode.extensions.getExtension('registry-tokens.registry-tokens')?.activate();
    // It follows the activation by itself, and nothing outside tells when it is there.
    while ((await inTask('registry-tokens help')) === notFound);
  });
  after(async () => {
    for (const terminal of vscode.window.terminals) terminal.dispose();
    await rm(directory, { recursive: true, force: true });
  });

  it('is found by a task that nobody prepared, and answered by the window', async () => {
    assert.equal(await inTask('registry-tokens forget'), 0);
  });

  it('runs nothing in a task that wants a token which is not there', async () => {
    const [ran, said] = [path.join(directory, 'ran'), path.join(directory, 'said')];
    const command = `registry-tokens run --env TOKEN=nobody/nothing -- touch ${ran} 2> ${said}`;
    assert.equal(await inTask(command), 125);
    assert.match(await readFile(said, 'utf8'), /No account is called “nobody”\./);
    await assert.rejects(readFile(ran), { code: 'ENOENT' });
  });

  it('is found in a terminal, whose PATH is all that has changed', async () => {
    const said = path.join(directory, 'terminal');
    const options = { shellPath: '/bin/sh', shellArgs: ['-c', `env > ${said}; registry-tokens`] };
    const closed = endOf(vscode.window.createTerminal(options));
    assert.equal(await closed, 0);
    const lines = (await readFile(said, 'utf8')).split('\n');
    const ours = lines.filter((line) => line.includes(path.join('registry-tokens', 'workspaces')));
    assert.deepEqual(
      ours.map((line) => line.replace(/=.*/, '')),
      ['PATH'],
    );
  });
});

/** How a shell's command ends as a task. */
async function inTask(command: string): Promise<number | undefined> {
  const task = new vscode.Task(
    { type: 'shell' },
    vscode.TaskScope.Workspace,
    command,
    'test',
    new vscode.ShellExecution(command, { executable: '/bin/sh', shellArgs: ['-c'] }),
  );
  const ended = Promise.withResolvers<number | undefined>();
  let execution: vscode.TaskExecution | undefined;
  const subscription = vscode.tasks.onDidEndTaskProcess((event) => {
    if (event.execution.task.name === command) ended.resolve(event.exitCode);
  });
  try {
    execution = await vscode.tasks.executeTask(task);
    return await ended.promise;
  } finally {
    subscription.dispose();
    execution?.terminate();
  }
}

/** How the program of a terminal ends. */
async function endOf(terminal: vscode.Terminal): Promise<number | undefined> {
  const ended = Promise.withResolvers<number | undefined>();
  const subscription = vscode.window.onDidCloseTerminal((closed) => {
    if (closed === terminal) ended.resolve(closed.exitStatus?.code);
  });
  try {
    return await ended.promise;
  } finally {
    subscription.dispose();
  }
}
