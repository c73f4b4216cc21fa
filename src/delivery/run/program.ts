/**
 * `registry-tokens`: gives tokens of the editor to one command, started through the shim with the
 * editor's runtime. It asks the window whose terminals have it on their PATH. It is an entry of its
 * own and knows nothing of the extension but the channel.
 *
 * Arguments: the window's folder; `exec` to print what the shim is to set before it becomes the
 * command, or `spawn` to start the command here, as Windows wants it; `--`; those of the person.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { shellWord } from '../../core/shell-text.ts';
import { ask, NobodyThere } from '../helper/channel.ts';
import { addressIn, readKey } from '../helper/folder.ts';
import type { Reply } from '../helper/protocol.ts';
import { readArguments, usage } from './arguments.ts';
import { forgetOperation, readVariables, runOperation, type RunRequest } from './request.ts';
import { exitCodes, noWindow, quote } from './shim.ts';

const [folder = '', mode = '', , operation = '', ...args] = process.argv.slice(2);

async function main(): Promise<void> {
  switch (operation) {
    case 'run':
      await runCommand();
      return;
    case 'forget':
      await askWindow(forgetOperation, '');
      say('The editor asks again before commands of this workspace get a token.');
      return;
    case '':
    case 'help':
    case '--help':
    case '-h':
      say(usage);
      return;
    default:
      throw new Error(`${operation} is not understood here.\n\n${usage}`);
  }
}

async function runCommand(): Promise<void> {
  const wanted = readArguments(args, (file) => readFileSync(file, 'utf8'));
  const { command, plain, references, ticket } = wanted;
  const request: RunRequest = {
    command,
    folder: process.cwd(),
    references,
    ...(ticket === undefined ? {} : { ticket }),
  };
  const isNeeded = ticket !== undefined || Object.keys(references).length > 0;
  const tokens = isNeeded
    ? readVariables((await askWindow(runOperation, JSON.stringify(request))).stdout)
    : {};
  const variables = { ...plain, ...tokens };
  if (mode === 'spawn') await become(command, variables);
  else setInShell(variables);
}

/** A person may have to answer first, for which it waits as long as they take. */
async function askWindow(asked: string, input: string): Promise<Reply> {
  const { signal } = new AbortController();
  let reply: Reply;
  try {
    const key = readKey(folder);
    if (key === undefined) throw new NobodyThere();
    const address = addressIn(folder, process.platform);
    reply = await ask(address, key, { operation: asked, input }, signal);
  } catch (cause) {
    // The shim waits for a window and asks again; where the command is started here, nobody does.
    if (mode !== 'spawn' && cause instanceof NobodyThere) throw cause;
    throw new Error(noWindow, { cause });
  }
  if (reply.code !== 0) throw new Error(reply.stdout);
  return reply;
}

function setInShell(variables: Readonly<Record<string, string>>): void {
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${quote(value)}`);
  process.stdout.write(lines.join('\n'));
}

/** Starts the command, hands on what it is told, and ends as it ends. */
async function become(
  command: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<void> {
  const env: NodeJS.ProcessEnv = { ...process.env, ...variables };
  // The shim has set the first, and put the second aside, for this program alone.
  delete env['ELECTRON_RUN_AS_NODE'];
  env['NODE_OPTIONS'] ??= env['REGISTRY_TOKENS_NODE_OPTIONS'];
  delete env['REGISTRY_TOKENS_NODE_OPTIONS'];
  const [program = '', ...rest] = command;
  const ended = Promise.withResolvers<number>();
  const start = (file: string, words: readonly string[], isVerbatim: boolean) => {
    const child = spawn(file, words, {
      stdio: 'inherit',
      env,
      windowsVerbatimArguments: isVerbatim,
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => child.kill(signal));
    }
    child.on('exit', (code, signal) =>
      ended.resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
    return child;
  };
  start(program, rest, false).on('error', () => {
    if (process.platform !== 'win32') {
      ended.reject(new Error(`${program} cannot be run.`));
      return;
    }
    // A batch file, such as npm's, is run by the command interpreter alone.
    const line = command.map((word) => shellWord(word, 'cmd')).join(' ');
    start('cmd.exe', ['/d', '/s', '/c', `"${line}"`], true).on('error', ended.reject);
  });
  process.exitCode = await ended.promise;
}

/** A text for the person instead of a command. */
function say(text: string): void {
  process.stdout.write(mode === 'spawn' ? `${text}\n` : text);
  process.exitCode = mode === 'spawn' ? 0 : exitCodes.said;
}

main().catch((error: unknown) => {
  if (error instanceof NobodyThere) {
    process.exitCode = exitCodes.nobodyThere;
    return;
  }
  const sentence = error instanceof Error ? error.message : String(error);
  if (mode === 'spawn') process.stderr.write(`registry-tokens: ${sentence}\n`);
  else process.stdout.write(sentence);
  process.exitCode = exitCodes.failed;
});
