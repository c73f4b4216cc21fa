import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Emitter } from '../../src/core/emitter.ts';
import type { Memento, SecretStore } from '../../src/vault/stores.ts';

/** Does a call of the outer world, unless the process is to die before or after it. */
export type Guard = <T>(call: string, work: () => Promise<T>) => Promise<T>;

export const noGuard: Guard = (_call, work) => work();

/** What one editor has stored, in files that outlive a process. */
export async function fileStores(directory: string, guard: Guard) {
  await mkdir(directory, { recursive: true });
  return {
    global: new FileMemento(join(directory, 'global.json'), guard),
    workspace: new FileMemento(join(directory, 'workspace.json'), guard),
    secrets: new FileSecrets(join(directory, 'secrets.json'), guard),
  };
}

/** All keys as one value, as the editor writes them. */
class FileMemento implements Memento {
  readonly #file: string;
  readonly #guard: Guard;
  #values: Readonly<Record<string, unknown>>;

  constructor(file: string, guard: Guard) {
    this.#file = file;
    this.#guard = guard;
    this.#values = read(file);
  }

  keys(): readonly string[] {
    return Object.keys(this.#values);
  }

  get(key: string): unknown {
    return this.#values[key];
  }

  async update(key: string, value: unknown): Promise<void> {
    await this.#guard(`update ${key}`, async () => {
      await Promise.resolve();
      write(this.#file, { ...this.#values, [key]: value });
      this.#values = read(this.#file);
    });
  }
}

class FileSecrets implements SecretStore {
  readonly #file: string;
  readonly #guard: Guard;
  readonly #changed = new Emitter<{ readonly key: string }>();
  readonly onDidChange = this.#changed.event;

  constructor(file: string, guard: Guard) {
    this.#file = file;
    this.#guard = guard;
  }

  get(key: string): Promise<string | undefined> {
    return this.#guard(`get ${key}`, async () => {
      await Promise.resolve();
      const value = read(this.#file)[key];
      return typeof value === 'string' ? value : undefined;
    });
  }

  keys(): Promise<string[]> {
    return Promise.resolve(Object.keys(read(this.#file)));
  }

  store(key: string, value: string): Promise<void> {
    return this.#write('store', key, value);
  }

  delete(key: string): Promise<void> {
    return this.#write('delete', key, undefined);
  }

  #write(call: string, key: string, value: string | undefined): Promise<void> {
    return this.#guard(`${call} ${key}`, async () => {
      await Promise.resolve();
      write(this.#file, { ...read(this.#file), [key]: value });
      this.#changed.fire({ key });
    });
  }
}

function read(file: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}

/** At once: the editor's own storage does not leave half a file either. */
function write(file: string, values: Readonly<Record<string, unknown>>): void {
  writeFileSync(`${file}.new`, JSON.stringify(values), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
