import { joinUrl } from '../../../net/http/url.ts';
import { orMissing } from '../../shared/rest/lost-answer.ts';
import { nothing } from '../../shared/rest/rest-client.ts';
import { fullName, type RobotName } from '../rows/names.ts';
import { type Grant, readTeamGrants, readUserGrants } from '../wire/grant.ts';
import { readRole } from '../wire/permission.ts';
import type { QuayApi } from './api.ts';
import * as meanings from './meanings.ts';

/**
 * What a robot may do with one repository of its namespace (docs/registries/quay.md §8.2). Every
 * method is one request.
 */
export class PermissionsClient {
  readonly #api: QuayApi;

  constructor(api: QuayApi) {
    this.#api = api;
  }

  /** The role that was given directly; `undefined` for none. */
  role(robot: RobotName, repository: string, signal: AbortSignal): Promise<string | undefined> {
    const meaning = meanings.repositoryPermission(robot, repository);
    return orMissing(this.#api.get(pathOf(robot, repository), readRole, meaning, signal));
  }

  /** Who was given what on a repository; nobody on one that is not there. Two requests. */
  async ofRepository(
    namespace: string,
    repository: string,
    signal: AbortSignal,
  ): Promise<readonly Grant[]> {
    const meaning = meanings.repositoryGrants(namespace, repository);
    const path = (kind: string) => `${repositoryPath(namespace, repository, kind)}/`;
    const [users, teams] = await Promise.all([
      this.#api.get(path('user'), readUserGrants, meaning, signal),
      this.#api.get(path('team'), readTeamGrants, meaning, signal),
    ]);
    return [...users, ...teams];
  }

  /** A repository that is not there is answered with a fault of the server (500). */
  async set(
    robot: RobotName,
    repository: string,
    role: string,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#api.change(
      {
        method: 'PUT',
        path: pathOf(robot, repository),
        body: { type: 'json', value: { role } },
        read: readRole,
        meaning: meanings.repositoryPermission(robot, repository),
      },
      signal,
    );
  }

  /** Takes away what was given directly; there may be nothing (any more). */
  async remove(robot: RobotName, repository: string, signal: AbortSignal): Promise<void> {
    const meaning = meanings.repositoryPermission(robot, repository);
    const path = pathOf(robot, repository);
    await orMissing(this.#api.change({ method: 'DELETE', path, read: nothing, meaning }, signal));
  }
}

const pathOf = (robot: RobotName, repository: string): string =>
  repositoryPath(robot.namespace.name, repository, 'user', fullName(robot));

const repositoryPath = (
  namespace: string,
  repository: string,
  ...below: readonly string[]
): string => {
  const segments = ['api', 'v1', 'repository', namespace, ...repository.split('/')];
  return joinUrl('', [...segments, 'permissions', ...below]);
};
