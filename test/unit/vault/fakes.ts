import { Emitter } from '../../../src/core/emitter.ts';
import type { Memento, SecretStore } from '../../../src/vault/stores.ts';

/** What one machine has stored, for all its windows. */
export class Machine {
  readonly secrets = new Map<string, string>();
  /** Every text that ever was in the secret store. */
  readonly everSecret = new Set<string>();
  /** Plain storage as JSON, one value for all keys as the editor writes it. */
  plain = '{}';
  readonly #changed = new Emitter<{ key: string }>();
  readonly onDidChange = this.#changed.event;

  /** An event as the editor sends it: at times for no reason. */
  announce(key: string): void {
    this.#changed.fire({ key });
  }
}

/** A secret store that sends every event twice, the writer included, and can be made to fail. */
export class FakeSecrets implements SecretStore {
  readonly onDidChange;
  fails: 'get' | 'store' | 'delete' | undefined;
  /** As in an embedder's store that cannot list. */
  cannotList = false;
  /** What this window sees of a value while the editor has not brought a change here yet. */
  sees = (_key: string, value: string | undefined): string | undefined => value;
  readonly calls: string[] = [];
  readonly #machine: Machine;

  constructor(machine: Machine) {
    this.#machine = machine;
    this.onDidChange = machine.onDidChange;
  }

  async get(key: string): Promise<string | undefined> {
    await this.#step('get', key);
    return this.sees(key, this.#machine.secrets.get(key));
  }

  async store(key: string, value: string): Promise<void> {
    await this.#step('store', key);
    this.#machine.secrets.set(key, value);
    this.#machine.everSecret.add(value);
    this.#echo(key);
  }

  async delete(key: string): Promise<void> {
    await this.#step('delete', key);
    this.#machine.secrets.delete(key);
    this.#echo(key);
  }

  async keys(): Promise<string[]> {
    await Promise.resolve();
    if (this.cannotList) throw new Error('keys() is not supported');
    const { secrets } = this.#machine;
    return [...secrets].flatMap(([key, value]) => (this.sees(key, value) === undefined ? [] : key));
  }

  async #step(call: 'get' | 'store' | 'delete', key: string): Promise<void> {
    this.calls.push(`${call} ${key}`);
    await Promise.resolve();
    if (this.fails === call) throw new Error(`the keyring cannot ${call}`);
  }

  #echo(key: string): void {
    this.#machine.announce(key);
    queueMicrotask(() => this.#machine.announce(key));
  }
}

/**
 * Plain storage of one window: a copy of all keys that is written as a whole. Until `sync` it knows
 * nothing of other windows, and its next write undoes theirs.
 */
export class FakeMemento implements Memento {
  fails: ((key: string) => boolean) | undefined;
  readonly calls: string[] = [];
  readonly #machine: Machine;
  #copy: Record<string, unknown>;

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#copy = read(machine.plain);
  }

  sync(): void {
    this.#copy = read(this.#machine.plain);
  }

  keys(): readonly string[] {
    return Object.keys(this.#copy);
  }

  get(key: string): unknown {
    return this.#copy[key];
  }

  async update(key: string, value: unknown): Promise<void> {
    this.calls.push(`${value === undefined ? 'remove' : 'write'} ${key}`);
    await Promise.resolve();
    if (this.fails?.(key)) throw new Error('the disk is full');
    this.#copy = read(JSON.stringify({ ...this.#copy, [key]: value }));
    this.#machine.plain = JSON.stringify(this.#copy);
  }
}

/** Lets everything that is under way in microtasks come to rest. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function read(plain: string): Record<string, unknown> {
  return JSON.parse(plain) as Record<string, unknown>;
}
