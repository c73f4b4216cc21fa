import { json, noContent } from '../../http/reply.ts';
import type { Reply } from '../../http/message.ts';
import type { ApiCall, ApiRoute } from '../context.ts';
import { modelError, notFound } from '../errors.ts';
import type { Organization, Team, TeamRole } from '../model.ts';
import { nameComplaint } from '../robots.ts';
import { administers, isMember } from '../rights.ts';
import type { Schema } from '../schema/validate.ts';
import { audit } from './audit.ts';
import { avatar } from './avatar.ts';
import { requiredObject } from './body.ts';
import { refused, requireAdmin, rulesEverywhere } from './guards.ts';
import { ORGANIZATION, ORGNAME, orgname } from './organizations.ts';

const TEAM: Schema = {
  type: 'object',
  description: 'Description of a team',
  required: ['role'],
  properties: {
    role: {
      type: 'string',
      description: 'Org wide permissions that should apply to the team',
      enum: ['member', 'creator', 'admin'],
    },
    description: { type: 'string', description: 'Markdown description for the team' },
  },
};
export const TEAM_PATH = `${ORGANIZATION}/team/{teamname}`;
export const TEAMNAME = ['teamname', 'The name of the team'] as const;
const one = {
  resource: 'team.OrganizationTeam',
  path: TEAM_PATH,
  pathParameters: [TEAMNAME, ORGNAME],
  scope: 'org:admin',
} as const;

/** Teams of an organization (docs/registries/quay.md §8.2). */
export const teamRoutes: readonly ApiRoute[] = [
  {
    ...one,
    method: 'PUT',
    operation: 'updateOrganizationTeam',
    about: 'Update the org-wide permission for the specified team.',
    body: ['TeamDescription', TEAM],
    handle: put,
  },
  {
    ...one,
    method: 'DELETE',
    operation: 'deleteOrganizationTeam',
    about: 'Delete the specified team.',
    handle: remove,
  },
  {
    resource: 'team.TeamPermissions',
    method: 'GET',
    path: `${TEAM_PATH}/permissions`,
    pathParameters: [TEAMNAME, ORGNAME],
    operation: 'getOrganizationTeamPermissions',
    about: "Returns the list of repository permissions for the org's team.",
    handle: permissions,
  },
];

export function teamname(call: ApiCall): string {
  return call.params['teamname'] ?? '';
}

/** The team of the path, if it is there. */
export function findTeam(call: ApiCall): Team | undefined {
  return call.quay.world.organizations.get(orgname(call))?.teams.get(teamname(call));
}

/** @throws E1 404 */
export function requireTeam(call: ApiCall): Team {
  const team = findTeam(call);
  if (team === undefined) {
    throw notFound();
  }
  return team;
}

/** Teams through which a user administers the organization. */
export function adminTeams(organization: Organization | undefined, username: string): Team[] {
  return [...(organization?.teams.values() ?? [])].filter(
    (team) => team.role === 'admin' && team.members.has(username),
  );
}

/** Whether the caller sees into a team under his token: as its member, or as an admin. */
export function viewsTeam(call: ApiCall, team: Team | undefined): boolean {
  const { world } = call.quay;
  const username = call.caller.user?.username ?? '';
  return (
    administers(world, call.caller, orgname(call)) ||
    (team?.members.has(username) === true && isMember(world, call.caller, orgname(call)))
  );
}

function put(call: ApiCall): Reply {
  const body = requiredObject(call.request, TEAM) as { role: TeamRole; description?: string };
  requireAdmin(call, orgname(call), 'write');
  const existing = findTeam(call);
  const team = existing ?? create(call, body);
  if (existing !== undefined) {
    change(call, existing, body);
  }
  return json(200, {
    name: team.name,
    description: team.description,
    can_view: viewsTeam(call, team),
    role: team.role,
    avatar: avatar(team.name, 'team'),
    new_team: existing === undefined,
  });
}

function create(call: ApiCall, body: { role: TeamRole; description?: string }): Team {
  const organization = call.quay.world.organizations.get(orgname(call));
  if (organization === undefined) {
    throw modelError(`Organization does not exist: ${orgname(call)}`);
  }
  const complaint = nameComplaint(teamname(call), 'Team');
  if (complaint !== undefined) {
    throw modelError(`Invalid team name ${teamname(call)}: ${complaint}`);
  }
  const team = call.quay.world.addTeam(organization, teamname(call), body.role, []);
  team.description = body.description ?? '';
  audit(call, 'org_create_team', orgname(call), { team: team.name });
  return team;
}

function change(
  call: ApiCall,
  team: Team,
  { role, description }: { role: TeamRole; description?: string },
): void {
  if (description !== undefined && description !== team.description) {
    team.description = description;
    audit(call, 'org_set_team_description', orgname(call), { team: team.name, description });
  }
  if (role !== team.role) {
    if (isOnlyAdminTeam(call, team)) {
      throw modelError(
        `Cannot remove admin from team '${team.name}' because calling user would no longer have ` +
          `admin on org '${orgname(call)}'`,
      );
    }
    team.role = role;
    audit(call, 'org_set_team_role', orgname(call), { team: team.name, role });
  }
}

function remove(call: ApiCall): Reply {
  const user = requireAdmin(call, orgname(call), 'write');
  const team = findTeam(call);
  if (team === undefined) {
    throw modelError(`Team '${teamname(call)}' is not a team in org '${orgname(call)}'`);
  }
  if (isOnlyAdminTeam(call, team)) {
    throw modelError(
      `Deleting team '${team.name}' would remove admin ability for user '${user.username}' in ` +
        `organization '${orgname(call)}'`,
    );
  }
  call.quay.world.removeTeam(orgname(call), team.name);
  audit(call, 'org_delete_team', orgname(call), { team: team.name });
  return noContent();
}

function isOnlyAdminTeam(call: ApiCall, team: Team): boolean {
  const organization = call.quay.world.organizations.get(orgname(call));
  const teams = adminTeams(organization, call.caller.user?.username ?? '');
  return teams.length === 1 && teams[0] === team;
}

function permissions(call: ApiCall): Reply {
  if (!administers(call.quay.world, call.caller, orgname(call)) && !rulesEverywhere(call, 'read')) {
    throw refused(call);
  }
  const team = requireTeam(call);
  const granted = [...call.quay.world.repositories.values()].filter(
    ({ namespace, teamGrants }) => namespace === orgname(call) && teamGrants.has(team.name),
  );
  return json(200, {
    permissions: granted.map((repository) => ({
      repository: { name: repository.name, is_public: repository.isPublic },
      role: repository.teamGrants.get(team.name),
    })),
  });
}
