import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Secret } from '../core/secret.ts';
import type { Sent, SingleUse } from '../core/single-use.ts';

const refused = 'refused';

/** How long a mark is kept, in milliseconds: longer than any server takes a refresh token. */
const memory = 2 * 365 * 24 * 60 * 60_000;

/**
 * Marks in a folder that all windows share: a file each, which only one can create, and which is
 * there before the secret is on its way. It is named by a hash, from which nobody can tell a
 * secret of that length.
 */
export class SingleUseFiles implements SingleUse {
  readonly #directory: string;

  /** @param directory it is created when it is first needed */
  constructor(directory: string) {
    this.#directory = directory;
  }

  async spend(secret: Secret): Promise<Sent | undefined> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    await this.#clean();
    try {
      await writeFile(this.#file(secret), '', { flag: 'wx', mode: 0o600, flush: true });
      return undefined;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
        return (await readFile(this.#file(secret), 'utf8')) === refused ? refused : 'sent';
      }
      throw error;
    }
  }

  async refuse(secret: Secret): Promise<void> {
    await writeFile(this.#file(secret), refused, { mode: 0o600 });
  }

  async giveBack(secret: Secret): Promise<void> {
    await rm(this.#file(secret), { force: true });
  }

  #file(secret: Secret): string {
    const name = createHash('sha256').update(secret.reveal()).digest('hex');
    return join(this.#directory, name);
  }

  async #clean(): Promise<void> {
    for (const name of await readdir(this.#directory)) {
      const file = join(this.#directory, name);
      // Another window may be cleaning, too.
      const made = (await stat(file).catch(() => undefined))?.mtimeMs ?? Infinity;
      if (Date.now() - made > memory) await rm(file, { force: true });
    }
  }
}
