import { isObject } from '../../../core/is-object.ts';
import type { Connection } from '../../contract/connection.ts';
import { fullName, type RobotName } from '../rows/names.ts';

/** One robot on its way to take the place of another one of its namespace. */
export interface Rotation {
  /** The short name of the robot that takes over. */
  readonly successor: string;
  /** Since when both are there, in milliseconds since the epoch. */
  readonly since: number;
}

/** The account's option that they are kept in, so that they outlive the editor. Nothing secret. */
export const rotationsOption = 'rotations';

/** The rotations of an account that are under way, by the full name of the robot that goes. */
export class Rotations {
  readonly #keeping: Connection['keeping'];
  readonly #underWay: Map<string, Rotation>;

  constructor({ account, keeping }: Connection) {
    this.#keeping = keeping;
    this.#underWay = new Map(read(account.options[rotationsOption]));
  }

  /** The rotation that ends with a robot's deletion. */
  of(robot: RobotName): Rotation | undefined {
    return this.#underWay.get(fullName(robot));
  }

  /** The short name of the robot whose place a robot takes. */
  predecessor({ namespace, short }: RobotName): string | undefined {
    const prefix = `${namespace.name}+`;
    for (const [former, { successor }] of this.#underWay) {
      if (successor === short && former.startsWith(prefix)) return former.slice(prefix.length);
    }
    return undefined;
  }

  begin(robot: RobotName, rotation: Rotation): Promise<void> {
    this.#underWay.set(fullName(robot), rotation);
    return this.#save();
  }

  /** A robot was deleted: what it was to give way to, or to take the place of, is over. */
  async gone(robot: RobotName): Promise<void> {
    const former = this.predecessor(robot);
    await this.end(robot);
    if (former !== undefined) await this.end({ ...robot, short: former });
  }

  end(robot: RobotName): Promise<void> {
    return this.#underWay.delete(fullName(robot)) ? this.#save() : Promise.resolve();
  }

  /**
   * A disk that takes nothing makes no error of what was done at the registry: this window knows of
   * it, and for the next one both robots are still in the list.
   */
  async #save(): Promise<void> {
    const json =
      this.#underWay.size === 0 ? undefined : JSON.stringify(Object.fromEntries(this.#underWay));
    await this.#keeping?.learn(rotationsOption, json).catch(() => undefined);
  }
}

/** What cannot be read is left out: both robots are still in the list. */
function* read(json: string | undefined): Generator<[string, Rotation], void, undefined> {
  if (json === undefined || json === '') return;
  let kept: unknown;
  try {
    kept = JSON.parse(json);
  } catch {
    return;
  }
  if (!isObject(kept)) return;
  for (const [name, rotation] of Object.entries(kept)) {
    if (!isObject(rotation)) continue;
    const { successor, since } = rotation;
    if (typeof successor === 'string' && typeof since === 'number') {
      yield [name, { successor, since }];
    }
  }
}
