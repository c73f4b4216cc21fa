import { RegistryError } from '../../../core/errors.ts';
import { joinUrl } from '../../../net/http/url.ts';
import { orMissing } from '../../shared/rest/lost-answer.ts';
import { nothing, type Reader } from '../../shared/rest/rest-client.ts';
import { object } from '../../shared/rest/wire.ts';
import { fullName, type Namespace, type RobotName } from '../rows/names.ts';
import { readMembers, readTeams, type Team } from '../wire/team.ts';
import type { QuayApi } from './api.ts';
import * as meanings from './meanings.ts';

/** The teams of organizations, and the robots in them (docs/registries/quay.md §8.2). */
export class TeamsClient {
  readonly #api: QuayApi;

  constructor(api: QuayApi) {
    this.#api = api;
  }

  /** Rejects with `forbidden` for those who may not see them. One request. */
  async list(organization: Namespace, signal: AbortSignal): Promise<readonly Team[]> {
    const path = joinUrl('', ['api', 'v1', 'organization', organization.name]);
    const forbidden = () => meanings.robotAdmin(organization);
    const teams = await this.#api.get(path, readTeams, { forbidden }, signal);
    if (teams !== undefined) return teams;
    throw new RegistryError('forbidden', forbidden(), { repair: 'sign-in' });
  }

  /** Those of some teams that a robot is in: a request for each. */
  async ofRobot(
    robot: RobotName,
    teams: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const name = fullName(robot);
    const isMember = await Promise.all(
      teams.map(async (team) => {
        const path = pathOf(robot, team);
        const members = await this.#api.get(path, readMembers, meanings.robot(robot), signal);
        return members.includes(name);
      }),
    );
    return teams.filter((_, index) => isMember[index]);
  }

  async add(robot: RobotName, team: string, signal: AbortSignal): Promise<void> {
    const to = { path: pathOf(robot, team, fullName(robot)), meaning: meanings.robot(robot) };
    await this.#api.change({ ...to, method: 'PUT', read: anObject }, signal);
  }

  /** Takes it out; it may have left already. */
  async remove(robot: RobotName, team: string, signal: AbortSignal): Promise<void> {
    const to = { path: pathOf(robot, team, fullName(robot)), meaning: meanings.robot(robot) };
    await orMissing(this.#api.change({ ...to, method: 'DELETE', read: nothing }, signal));
  }
}

const anObject: Reader<void> = (json) => void object(json, 'body');

const pathOf = ({ namespace }: RobotName, team: string, ...member: readonly string[]): string =>
  joinUrl('', ['api', 'v1', 'organization', namespace.name, 'team', team, 'members', ...member]);
