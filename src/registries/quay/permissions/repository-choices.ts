import { t } from '../../../core/l10n.ts';
import type { Choice } from '../../contract/form.ts';
import type { QuayContext } from '../context.ts';
import type { RobotName } from '../rows/names.ts';
import { readPermissions } from '../rows/permissions.ts';
import type { Permission } from '../wire/permission.ts';
import { orForbidden } from './differences.ts';

/** What a robot may do; nothing is told where the account may not ask. */
interface Known {
  readonly permissions: readonly Permission[] | undefined;
}

/**
 * The repositories of a robot's namespace to choose from, each with what the robot may do there.
 * The first rows cost one request: what the robot may do is asked while the step before is
 * answered, and comes into the rows where they were faster.
 */
export class RepositoryChoices {
  readonly #context: QuayContext;
  readonly #robot: RobotName;
  #asked: Promise<Known> | undefined;
  #known: Known | undefined;
  #first: readonly string[] = [];

  constructor(context: QuayContext, robot: RobotName) {
    this.#context = context;
    this.#robot = robot;
  }

  /** Asks what the robot may do before anybody needs it; a failure shows when somebody does. */
  prepare(): void {
    this.#ask(new AbortController().signal).catch(() => undefined);
  }

  /** A first page, behind those that the robot is known to have permissions on. */
  async first(signal: AbortSignal): Promise<readonly Choice[]> {
    const { repositories } = this.#context;
    const { names } = await repositories.page(this.#robot.namespace.name, undefined, signal);
    const given = this.#given();
    this.#first = [...given, ...names.filter((name) => !given.includes(name)).sort()];
    return this.#first.map((name) => this.#choice(name));
  }

  /** The same with what the robot may do, and what else it has; nothing where that was known. */
  async later(signal: AbortSignal): Promise<readonly Choice[]> {
    if (this.#known !== undefined) return [];
    await this.#ask(signal);
    return [...new Set([...this.#first, ...this.#given()])].map((name) => this.#choice(name));
  }

  /** Those that the server finds by a part of their names. */
  async find(text: string, signal: AbortSignal): Promise<readonly Choice[]> {
    const { repositories } = this.#context;
    const names = await repositories.find(this.#robot.namespace.name, text, signal);
    return names.map((name) => this.#choice(name));
  }

  /** One request, also when it is asked for twice. */
  async #ask(signal: AbortSignal): Promise<void> {
    this.#asked ??= orForbidden(readPermissions(this.#context, this.#robot, signal)).then(
      (permissions) => ({ permissions }),
    );
    try {
      this.#known = await this.#asked;
    } catch (error) {
      this.#asked = undefined;
      throw error;
    }
  }

  /** The repositories that the robot has permissions on, as far as that is known. */
  #given(): readonly string[] {
    return (this.#known?.permissions ?? []).map(({ repository }) => repository).sort();
  }

  #choice(name: string): Choice {
    const permissions = this.#known?.permissions;
    if (permissions === undefined) return { value: name, label: name };
    const role = permissions.find(({ repository }) => repository === name)?.role;
    return { value: name, label: name, description: role ?? t('no permission') };
  }
}
