import { execFile, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** A folder with a program `record`, which writes down the words it is given. */
export interface Recorder {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  words(): Promise<readonly string[]>;
  remove(): Promise<void>;
}

export async function recorder(): Promise<Recorder> {
  const folder = await mkdtemp(join(tmpdir(), 'shell-text-'));
  const program = join(folder, 'record');
  const file = join(folder, 'words');
  await writeFile(program, `#!/bin/sh\nprintf '%s\\0' "$@" >> '${file}'\n`);
  await chmod(program, 0o700);
  await writeFile(file, '');
  return {
    folder,
    environment: {
      HOME: folder,
      LANG: 'C.UTF-8',
      TERM: 'xterm',
      PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`,
    },
    words: async () => (await readFile(file, 'utf8')).split('\0').slice(0, -1),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Whether a program can be run here. */
export async function isInstalled(program: string, ...args: string[]): Promise<boolean> {
  try {
    await promisify(execFile)(program, args);
    return true;
  } catch {
    return false;
  }
}

/** What a shell makes of a text that it is given as a script. */
export async function runScript(
  shell: string,
  args: readonly string[],
  text: string,
  { folder, environment }: Recorder,
): Promise<void> {
  await promisify(execFile)(shell, [...args, text], { cwd: folder, env: environment });
}

const prompt = 'NEXT> ';

/**
 * Pastes lines into an interactive shell on a terminal of its own, each when the shell asks for it,
 * and leaves the shell. Resolves when it has ended.
 */
export function paste(
  shell: string,
  lines: readonly string[],
  bracketed: boolean,
  { folder, environment }: Recorder,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const terminal = spawn('script', ['--quiet', '--command', shell, '/dev/null'], {
    cwd: folder,
    env: { ...environment, PS1: prompt, PS2: '', ENV: '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting = [
    ...lines.map((line) => (bracketed ? `\x1b[200~${line}\x1b[201~\r` : `${line}\r`)),
    'exit\r',
  ];
  let shown = '';
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    const at = shown.indexOf(prompt);
    if (at < 0) return;
    shown = shown.slice(at + prompt.length);
    const next = waiting.shift();
    if (next !== undefined) terminal.stdin.write(next);
  });
  terminal.on('error', reject);
  terminal.on('close', () => resolve(undefined));
  return promise;
}
