import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

/** How much of a failed program's output is worth showing, in characters. */
const tailLength = 4000;

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Runs a program to its end in silence and returns its standard output.
 * @throws Error with the end of the output when the exit code is not 0
 */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let all = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    all += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (all += text));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (code === 0) return stdout;
  const line = [command, ...args].join(' ');
  throw new Error(
    `${line}\nended with ${signal ?? `exit code ${code}`}\n${all.slice(-tailLength)}`,
  );
}

/** npm's program; a .cmd file on Windows, which needs a shell there. */
export async function npm(args: readonly string[], options: RunOptions = {}): Promise<string> {
  if (process.platform !== 'win32') return run('npm', args, options);
  return run('cmd.exe', ['/d', '/s', '/c', 'npm', ...args], options);
}

/** A program that runs until it is stopped, with everything it started itself. */
export interface Service {
  readonly pid: number;
  /** Resolves with a sentence when the program ends, whoever ended it. */
  readonly ended: Promise<string>;
  /** The last part of what it wrote, for error messages. */
  output(): string;
  /** Calls back for each piece of output, starting with what was written already. */
  onOutput(listener: (text: string) => void): void;
  /** Ends the program and its children; resolves when it has gone. */
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
process.on('exit', endAll);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    endAll();
    // Without another listener the signal keeps its usual meaning.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  });
}

function endAll(): void {
  for (const child of running) signalGroup(child, 'SIGKILL');
}

/**
 * Starts a program in a process group of its own, so that its children can be ended with it; they
 * end at the latest together with this process.
 * @param logFile keeps the whole output
 */
export function startService(
  command: string,
  args: readonly string[],
  options: RunOptions & { readonly logFile?: string } = {},
): Service {
  const { logFile, ...spawnOptions } = options;
  const child = spawn(command, args, {
    ...spawnOptions,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  running.add(child);
  const log = logFile === undefined ? undefined : createWriteStream(logFile);
  const listeners: ((text: string) => void)[] = [];
  let tail = '';
  const collect = (text: string): void => {
    tail = (tail + text).slice(-2 * tailLength);
    log?.write(text);
    for (const listener of listeners) listener(text);
  };
  child.stdout.setEncoding('utf8').on('data', collect);
  child.stderr.setEncoding('utf8').on('data', collect);

  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`${command} cannot be started: ${error.message}`));
    child.once('exit', (code, signal) => {
      resolve(`${command} ended with ${signal ?? `exit code ${code}`}`);
    });
  }).finally(() => {
    signalGroup(child, 'SIGKILL');
    running.delete(child);
    log?.end();
  });

  return {
    pid: child.pid ?? 0,
    ended,
    output: () => tail,
    onOutput(listener) {
      if (tail !== '') listener(tail);
      listeners.push(listener);
    },
    async stop() {
      signalGroup(child, 'SIGTERM');
      const patience = setTimeout(() => signalGroup(child, 'SIGKILL'), 3000);
      await ended;
      clearTimeout(patience);
    },
  };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // The group has ended already, which is what was wanted.
  }
}
