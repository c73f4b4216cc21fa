import { json } from '../../http/reply.ts';
import type { Reply } from '../../http/message.ts';
import type { ApiCall, ApiRoute } from '../context.ts';
import type { Organization } from '../model.ts';
import { hasScope, isMember, teamRole } from '../rights.ts';
import { avatar, isRobotName, memberAvatar } from './avatar.ts';
import { booleanParameter } from './query.ts';

const MOST = 10;

/** Who can be given a permission, by the beginning of the name (`endpoints/api/search.py`). */
export const entityRoutes: readonly ApiRoute[] = [
  {
    resource: 'search.EntitySearch',
    method: 'GET',
    path: '/api/v1/entities/{prefix}',
    pathParameters: [['prefix', 'The prefix of the entities being looked up']],
    operation: 'getMatchingEntities',
    about: 'Get a list of entities that match the specified prefix.',
    query: [
      { name: 'includeOrgs', about: 'Whether to include orgs names.', type: 'boolean' },
      { name: 'includeTeams', about: 'Whether to include team names.', type: 'boolean' },
      {
        name: 'namespace',
        about: 'Namespace to use when querying for org entities.',
        type: 'string',
      },
    ],
    handle: search,
  },
];

/** Teams first, then users and the namespace's robots, then the organization itself. */
function search(call: ApiCall): Reply {
  const { query } = call.request;
  const prefix = (call.params['prefix'] ?? '').replaceAll(' ', '').toLowerCase();
  const namespace = query.get('namespace') ?? '';
  const organization = call.quay.world.organizations.get(namespace);
  const member = organization !== undefined && isMember(call.quay.world, call.caller, namespace);
  const withTeams = member && booleanParameter(query, 'includeTeams', false);
  const withOrganization =
    member && booleanParameter(query, 'includeOrgs', false) && namespace.startsWith(prefix);
  const teams = [...(organization?.teams.keys() ?? [])].filter((name) => name.startsWith(prefix));
  return json(200, {
    results: [
      ...(withTeams ? teams.slice(0, MOST).map(teamView) : []),
      ...people(call, prefix, seesRobots(call, organization, member) ? namespace : undefined).map(
        (name) => personView(organization, name),
      ),
      ...(withOrganization
        ? [
            {
              name: namespace,
              kind: 'org',
              is_org_member: true,
              avatar: avatar(namespace, 'org'),
            },
          ]
        : []),
    ],
  });
}

/** Robots are shown to members of their organization, and to the user that owns them. */
function seesRobots(
  call: ApiCall,
  organization: Organization | undefined,
  member: boolean,
): boolean {
  const isOwn = call.caller.user?.username === call.request.query.get('namespace');
  return organization === undefined ? isOwn && hasScope(call.caller, 'user:admin') : member;
}

function people({ quay }: ApiCall, prefix: string, namespace: string | undefined): string[] {
  const { users, robots } = quay.world;
  const own = [...robots.values()]
    .filter((robot) => robot.namespace === namespace)
    .map((robot) => `${robot.namespace}+${robot.shortname}`);
  return [...users.keys(), ...own].filter((name) => name.startsWith(prefix)).slice(0, MOST);
}

function teamView(name: string): object {
  return { name, kind: 'team', is_org_member: true, avatar: avatar(name, 'team') };
}

function personView(organization: Organization | undefined, name: string): object {
  const isRobot = isRobotName(name);
  return {
    name,
    kind: 'user',
    is_robot: isRobot,
    avatar: memberAvatar(name),
    ...(organization === undefined
      ? {}
      : { is_org_member: isRobot || teamRole(organization, name) !== undefined }),
  };
}
