import { spawn } from 'node:child_process';
import { cancelled } from '../../core/concurrency/cancelled.ts';
import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { OutsideText } from '../../core/outside-text.ts';
import type { Secret } from '../../core/secret.ts';
import { childEnvironment } from '../../programs/program.ts';
import type { DockerEnvironment } from './environment.ts';

export interface Finished {
  readonly code: number | null;
  /** What it said, on standard output and then on standard error. */
  readonly said: OutsideText;
}

/** As long as a registry behind a slow proxy may take, in milliseconds. */
const longest = 60_000;
/** As much output as is read, in characters. */
const mostOutput = 64 * 1024;

/**
 * Runs a program without a shell. What is secret goes to its standard input, never into its
 * arguments, which every user of the machine can read. Rejects with `cancelled` or `timeout`.
 */
export async function run(
  program: string,
  args: readonly string[],
  input: Secret | string,
  { env, home, untrusted }: DockerEnvironment,
  signal: AbortSignal,
): Promise<Finished> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(longest)]);
  const { promise, resolve, reject } = Promise.withResolvers<Finished>();
  const child = spawn(program, args, {
    // Not the folder that is open: a program may read what lies beside it.
    cwd: home,
    // It looks for others by PATH, and hands them the secret.
    env: { ...childEnvironment({ environment: env, untrusted }) },
    shell: false,
    windowsHide: true,
    signal: limit,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (stdout.length < mostOutput) stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (stderr.length < mostOutput) stderr += text;
  });
  // A program that does not read its input ends with its own complaint; that is what counts.
  child.stdin.on('error', () => undefined);
  child.on('error', (cause) => {
    if (signal.aborted) reject(cancelled());
    else if (limit.aborted) {
      reject(new RegistryError('timeout', t('{0} did not end within a minute.', program)));
    } else {
      reject(new RegistryError('unsupported', t('{0} cannot be run.', program), { cause }));
    }
  });
  child.on('close', (code) => resolve({ code, said: new OutsideText(`${stdout}\n${stderr}`) }));
  child.stdin.end(typeof input === 'string' ? input : input.reveal());
  return promise;
}
