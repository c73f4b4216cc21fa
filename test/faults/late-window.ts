import type { Exclusive } from '../../src/core/concurrency/exclusive.ts';
import { KeyedQueue } from '../../src/core/concurrency/keyed-queue.ts';
import { Emitter } from '../../src/core/emitter.ts';
import type { SecretStore } from '../../src/vault/stores.ts';
import { Vault } from '../../src/vault/vault.ts';
import { FakeMemento, Machine } from '../unit/vault/fakes.ts';
import type { Schedule } from '../unit/vault/schedule.ts';

/**
 * A machine whose windows hear late of each other, as those of the editor do: what one window
 * stores is there for the others only when it is brought to them, and until then their next write
 * of plain storage undoes it.
 */
export class LateMachine {
  readonly stored = new Machine();
  readonly schedule: Schedule;
  readonly exclusive: Exclusive;
  readonly windows: LateWindow[] = [];

  constructor(schedule: Schedule) {
    this.schedule = schedule;
    this.exclusive = locks(schedule);
  }

  open(): LateWindow {
    const window = new LateWindow(this);
    this.windows.push(window);
    return window;
  }

  /** Brings to every window but the writer what is stored by then, each in its own time. */
  spread(writer: LateWindow, bring: (window: LateWindow) => void): void {
    for (const window of this.windows) {
      if (window !== writer) void this.schedule.step().then(() => bring(window));
    }
  }
}

/** One window of a late machine. */
export class LateWindow {
  readonly vault: Vault;
  readonly memento: FakeMemento;
  readonly workspace = new FakeMemento(new Machine());
  readonly secrets: LateSecrets;

  constructor(machine: LateMachine) {
    this.memento = new LateMemento(machine, this);
    this.secrets = new LateSecrets(machine, this);
    this.vault = new Vault({
      global: this.memento,
      workspace: this.workspace,
      secrets: this.secrets,
      exclusive: machine.exclusive,
      timer: { wait: () => machine.schedule.step() },
    });
  }
}

class LateMemento extends FakeMemento {
  readonly #machine: LateMachine;
  readonly #window: LateWindow;

  constructor(machine: LateMachine, window: LateWindow) {
    super(machine.stored);
    this.#machine = machine;
    this.#window = window;
  }

  override async update(key: string, value: unknown): Promise<void> {
    await this.#machine.schedule.step();
    await super.update(key, value);
    this.#machine.spread(this.#window, ({ memento }) => memento.sync());
  }
}

/** What a window sees of the secret store: its own writes at once, those of others when brought. */
class LateSecrets implements SecretStore {
  readonly #machine: LateMachine;
  readonly #window: LateWindow;
  readonly #copy: Map<string, string>;
  readonly #changed = new Emitter<{ readonly key: string }>();
  readonly onDidChange = this.#changed.event;

  constructor(machine: LateMachine, window: LateWindow) {
    this.#machine = machine;
    this.#window = window;
    this.#copy = new Map(machine.stored.secrets);
  }

  async get(key: string): Promise<string | undefined> {
    await this.#machine.schedule.step();
    return this.#copy.get(key);
  }

  async keys(): Promise<string[]> {
    await this.#machine.schedule.step();
    return [...this.#copy.keys()];
  }

  async store(key: string, value: string): Promise<void> {
    await this.#machine.schedule.step();
    this.#machine.stored.secrets.set(key, value);
    this.#written(key);
  }

  async delete(key: string): Promise<void> {
    await this.#machine.schedule.step();
    this.#machine.stored.secrets.delete(key);
    this.#written(key);
  }

  #written(key: string): void {
    this.#bring(key);
    this.#machine.spread(this.#window, ({ secrets }) => secrets.#bring(key));
  }

  #bring(key: string): void {
    const value = this.#machine.stored.secrets.get(key);
    if (value === undefined) this.#copy.delete(key);
    else this.#copy.set(key, value);
    this.#changed.fire({ key });
  }
}

/** Locks and notes in files: those are the same for all windows at once. */
function locks(schedule: Schedule): Exclusive {
  const queue = new KeyedQueue();
  const notes = new Map<string, string>();
  return (name, work) =>
    queue.run(name, async () => {
      await schedule.step();
      const leave = async (note: string): Promise<void> => {
        await schedule.step();
        notes.set(name, note);
      };
      return work({ note: notes.get(name), leave });
    });
}
