import type { Permission } from '../wire/permission.ts';
import type { ListedRobot } from '../wire/robot.ts';
import { fullName, type Namespace, type RobotName } from './names.ts';

/**
 * What the lists told, for those who must answer without asking: a tooltip, what regenerating
 * breaks, which organizations the user administers. Never a token.
 */
export class Memory {
  readonly #robots = new Map<string, readonly ListedRobot[]>();
  readonly #permissions = new Map<string, readonly Permission[]>();
  readonly #verified = new Map<string, number>();
  readonly #onlyLooked = new Set<string>();
  readonly #admin = new Map<string, boolean | undefined>();

  keepRobots(namespace: Namespace, robots: readonly ListedRobot[]): void {
    this.#robots.set(namespace.name, robots);
  }

  /** The robot as it was listed last. */
  robot(robot: RobotName): ListedRobot | undefined {
    const name = fullName(robot);
    return this.#robots.get(robot.namespace.name)?.find((listed) => listed.fullName === name);
  }

  keepPermissions(robot: RobotName, permissions: readonly Permission[]): void {
    this.#permissions.set(fullName(robot), permissions);
  }

  permissions(robot: RobotName): readonly Permission[] | undefined {
    return this.#permissions.get(fullName(robot));
  }

  /** They have changed: what was told is true no more. */
  forgetPermissions(robot: RobotName): void {
    this.#permissions.delete(fullName(robot));
  }

  /** Remembers when a token of somebody was verified from here, which counts as a use. */
  keepVerified(user: string, at: number): void {
    this.#verified.set(user, at);
  }

  /** When a robot's token was verified last from here, in milliseconds. */
  verifiedAt(robot: RobotName): number | undefined {
    return this.#verified.get(fullName(robot));
  }

  /** Of these the user sees all, and may change nothing. */
  keepOnlyLooked(organization: string): void {
    this.#onlyLooked.add(organization);
  }

  /** Who the user is, is read anew. */
  forgetOnlyLooked(): void {
    this.#onlyLooked.clear();
  }

  isOnlyLooked(organization: string): boolean {
    return this.#onlyLooked.has(organization);
  }

  keepAdmin(organization: string, isAdmin: boolean | undefined): void {
    this.#admin.set(organization, isAdmin);
  }

  /** Whether the user administers an organization under this token; `undefined` when not told. */
  isAdmin(organization: string): boolean | undefined {
    return this.#admin.get(organization);
  }
}
