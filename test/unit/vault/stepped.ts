import { FakeMemento, FakeSecrets, type Machine } from './fakes.ts';
import type { Schedule } from './schedule.ts';

/** A secret store whose calls wait for their turn. */
export class SteppedSecrets extends FakeSecrets {
  readonly #schedule: Schedule;
  constructor(machine: Machine, schedule: Schedule) {
    super(machine);
    this.#schedule = schedule;
  }
  override async get(key: string) {
    await this.#schedule.step();
    return super.get(key);
  }
  override async store(key: string, value: string) {
    await this.#schedule.step();
    await super.store(key, value);
  }
  override async delete(key: string) {
    await this.#schedule.step();
    await super.delete(key);
  }
}

/** Plain storage as an editor keeps it in step between windows that are open. */
export class SteppedMemento extends FakeMemento {
  readonly #schedule: Schedule;
  constructor(machine: Machine, schedule: Schedule) {
    super(machine);
    this.#schedule = schedule;
  }
  override async update(key: string, value: unknown) {
    await this.#schedule.step();
    this.sync();
    await super.update(key, value);
  }
  override get(key: string): unknown {
    this.sync();
    return super.get(key);
  }
  override keys(): readonly string[] {
    this.sync();
    return super.keys();
  }
}
