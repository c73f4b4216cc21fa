import { RegistryError } from '../../../core/errors.ts';
import { joinUrl } from '../../../net/http/url.ts';
import { nothing, type Reader } from '../../shared/rest/rest-client.ts';
import { WireError } from '../../shared/rest/wire.ts';
import type { Namespace, RobotName } from '../rows/names.ts';
import { type Permission, readPermissions } from '../wire/permission.ts';
import { type ListedRobot, readRobot, readRobots, type Robot } from '../wire/robot.ts';
import type { QuayApi } from './api.ts';
import * as meanings from './meanings.ts';

/**
 * The robots of users and organizations (docs/registries/quay.md §2.2). Every method is one
 * request.
 */
export class RobotsClient {
  readonly #api: QuayApi;

  constructor(api: QuayApi) {
    this.#api = api;
  }

  /** Whether the account may list the robots of a namespace; asks for one only. */
  async canList(namespace: Namespace, signal: AbortSignal): Promise<boolean> {
    const query = { token: false, limit: 1 };
    const path = joinUrl('', [...namespaceSegments(namespace), 'robots'], query);
    try {
      await this.#api.get(path, () => true, meanings.robotList(namespace), signal);
      return true;
    } catch (error) {
      if (error instanceof RegistryError && error.code === 'forbidden') return false;
      throw error;
    }
  }

  /** All robots of a namespace, without tokens, in the server's order. */
  list(namespace: Namespace, signal: AbortSignal): Promise<readonly ListedRobot[]> {
    const query = { permissions: false, token: false };
    const path = joinUrl('', [...namespaceSegments(namespace), 'robots'], query);
    const read: Reader<readonly ListedRobot[]> = (json) => readRobots(json, namespace);
    return this.#api.get(path, read, meanings.robotList(namespace), signal);
  }

  /** One robot with its token, if the account may read it. */
  get(name: RobotName, signal: AbortSignal): Promise<Robot> {
    return this.#api.get(robotPath(name), asked(name), meanings.robot(name), signal);
  }

  create(name: RobotName, description: string, signal: AbortSignal): Promise<Robot> {
    return this.#api.change(
      {
        method: 'PUT',
        path: robotPath(name),
        body: { type: 'json', value: description === '' ? {} : { description } },
        read: withToken(name),
        meaning: meanings.robot(name),
      },
      signal,
    );
  }

  /** Replaces the token at once; answers the robot with its new one. */
  regenerate(name: RobotName, signal: AbortSignal): Promise<Robot> {
    return this.#api.change(
      {
        method: 'POST',
        path: robotPath(name, 'regenerate'),
        read: withToken(name),
        meaning: meanings.robot(name),
      },
      signal,
    );
  }

  delete(name: RobotName, signal: AbortSignal): Promise<void> {
    return this.#api.change(
      { method: 'DELETE', path: robotPath(name), read: nothing, meaning: meanings.robot(name) },
      signal,
    );
  }

  /**
   * Direct grants on repositories. Needs two scopes in organizations
   * (docs/registries/quay.md §1.2).
   */
  permissions(name: RobotName, signal: AbortSignal): Promise<readonly Permission[]> {
    const path = robotPath(name, 'permissions');
    return this.#api.get(path, readPermissions, meanings.robotPermissions(name), signal);
  }
}

const namespaceSegments = ({ kind, name }: Namespace): readonly string[] =>
  kind === 'user' ? ['api', 'v1', 'user'] : ['api', 'v1', 'organization', name];

/** Paths take the short name (docs/registries/quay.md §2.0). */
export const robotPath = (name: RobotName, ...below: readonly string[]): string =>
  joinUrl('', [...namespaceSegments(name.namespace), 'robots', name.short, ...below]);

/** Reads the one robot that was asked for; another one is a fault of the server. */
const asked =
  (name: RobotName): Reader<Robot> =>
  (json) => {
    const robot = readRobot(json, name.namespace);
    if (robot?.shortName !== name.short) throw new WireError('robot.name');
    return robot;
  };

/** The same after a change, which always tells the token (docs/registries/quay.md §2.2). */
const withToken =
  (name: RobotName): Reader<Robot> =>
  (json, status) => {
    const robot = asked(name)(json, status);
    if (robot.token === undefined) throw new WireError('robot.token');
    return robot;
  };
