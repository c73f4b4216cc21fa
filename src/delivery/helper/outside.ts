import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Exclusive } from '../../core/concurrency/exclusive.ts';
import { openInstallation } from './folder.ts';
import { binFolder, installHelper, shimFile } from './install.ts';
import { HelperServer } from './server.ts';
import { scriptFile } from './shim.ts';

/** A program that cannot be run outside, or does not end, has failed, in milliseconds. */
const limit = 10_000;

/** What runs a program outside of the sandbox that an editor from Flatpak or Snap is in. */
export function outsideOf(
  env: Readonly<Record<string, string | undefined>>,
): readonly [program: string, ...args: string[]] | undefined {
  if ((env['FLATPAK_ID'] ?? '') !== '') return ['flatpak-spawn', '--host'];
  // The service manager starts it, so that nothing of the editor's confinement is on it.
  return (env['SNAP'] ?? '') === ''
    ? undefined
    : ['systemd-run', '--user', '--quiet', '--pipe', '--wait', '--collect'];
}

/** What a self-test works with. */
export interface SelfTest {
  /** The folder of the helper, into which its program was written. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly runtime: string;
  readonly exclusive: Exclusive;
}

/**
 * Whether a program outside of the editor's sandbox gets an answer of this window by the helper: it
 * is run there, from a folder of its own beside the real one, and has to tell a word that only this
 * window knows. Does not reject.
 */
export async function isReachedFromOutside(
  outside: readonly [program: string, ...args: string[]],
  { root, env, platform, runtime, exclusive }: SelfTest,
): Promise<boolean> {
  const place = join(root, 'self-test');
  const word = randomUUID();
  const failed = Promise.withResolvers<boolean>();
  let server: HelperServer | undefined;
  try {
    await installHelper(place, await readFile(join(root, scriptFile), 'utf8'), platform);
    server = new HelperServer({
      folder: openInstallation(place, word, platform),
      platform,
      runtime,
      exclusive,
      answer: () => Promise.resolve({ code: 0, stdout: JSON.stringify({ [word]: '' }) }),
      onError: () => failed.resolve(false),
    });
    await server.ready;
    const [program, ...args] = outside;
    const helper = join(binFolder(place), shimFile(platform));
    const options = { env: { ...env }, timeout: limit, cwd: '/' };
    const told = promisify(execFile)(program, [...args, helper, 'list'], options).then(
      ({ stdout }) => stdout.includes(word),
      () => false,
    );
    return await Promise.race([told, failed.promise]);
  } catch {
    return false;
  } finally {
    await server?.close();
    await rm(place, { recursive: true, force: true });
  }
}
