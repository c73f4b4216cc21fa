import { t } from '../../../core/l10n.ts';
import type { Choice } from '../../contract/form.ts';
import type { QuayContext } from '../context.ts';
import type { RobotName } from '../rows/names.ts';
import { readPermissions } from '../rows/permissions.ts';
import type { Permission } from '../wire/permission.ts';
import { orForbidden } from './differences.ts';

/** The repositories of a robot's namespace to choose from, each with what the robot may do there. */
export class RepositoryChoices {
  readonly #context: QuayContext;
  readonly #robot: RobotName;
  /** `undefined` where the account may not ask. */
  #present: readonly Permission[] | undefined = [];

  constructor(context: QuayContext, robot: RobotName) {
    this.#context = context;
    this.#robot = robot;
  }

  /** Those that the robot has permissions on, and a first page of the others. */
  async first(signal: AbortSignal): Promise<readonly Choice[]> {
    const { repositories } = this.#context;
    const [page, present] = await Promise.all([
      repositories.page(this.#robot.namespace.name, undefined, signal),
      orForbidden(readPermissions(this.#context, this.#robot, signal)),
    ]);
    this.#present = present;
    const given = (present ?? []).map(({ repository }) => repository).sort();
    const others = page.names.filter((name) => !given.includes(name)).sort();
    return [...given, ...others].map((name) => this.#choice(name));
  }

  /** Those that the server finds by a part of their names. */
  async find(text: string, signal: AbortSignal): Promise<readonly Choice[]> {
    const { repositories } = this.#context;
    const names = await repositories.find(this.#robot.namespace.name, text, signal);
    return names.map((name) => this.#choice(name));
  }

  #choice(name: string): Choice {
    const label = name;
    if (this.#present === undefined) return { value: name, label };
    const role = this.#present.find(({ repository }) => repository === name)?.role;
    return { value: name, label, description: role ?? t('no permission') };
  }
}
