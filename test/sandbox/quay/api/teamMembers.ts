import { json, noContent } from '../../http/reply.ts';
import type { Reply } from '../../http/message.ts';
import type { ApiCall, ApiRoute } from '../context.ts';
import { invalidRequest, modelError, notFound } from '../errors.ts';
import { administers } from '../rights.ts';
import { audit } from './audit.ts';
import { isRobotName, memberAvatar } from './avatar.ts';
import { refused, requireAdmin, rulesEverywhere } from './guards.ts';
import { ORGNAME, orgname } from './organizations.ts';
import { TEAMNAME, TEAM_PATH, adminTeams, findTeam, requireTeam, viewsTeam } from './teams.ts';

const one = {
  resource: 'team.TeamMember',
  path: `${TEAM_PATH}/members/{membername}`,
  pathParameters: [['membername', 'The username of the team member'], TEAMNAME, ORGNAME],
  scope: 'org:admin',
} as const;

/**
 * Users and robots of a team; robots of other namespaces are let in (docs/registries/quay.md §8.2).
 */
export const teamMemberRoutes: readonly ApiRoute[] = [
  {
    resource: 'team.TeamMemberList',
    method: 'GET',
    path: `${TEAM_PATH}/members`,
    pathParameters: [TEAMNAME, ORGNAME],
    operation: 'getOrganizationTeamMembers',
    about: 'Retrieve the list of members for the specified team.',
    scope: 'org:admin',
    query: [
      {
        name: 'includePending',
        about: 'Whether to include pending members',
        type: 'boolean',
      },
    ],
    handle: list,
  },
  {
    ...one,
    method: 'PUT',
    operation: 'updateOrganizationTeamMember',
    about: 'Adds or invites a member to an existing team.',
    handle: add,
  },
  {
    ...one,
    method: 'DELETE',
    operation: 'deleteOrganizationTeamMember',
    about: 'Delete a member of a team.',
    handle: remove,
  },
];

function list(call: ApiCall): Reply {
  if (!viewsTeam(call, findTeam(call)) && !rulesEverywhere(call, 'read')) {
    throw refused(call);
  }
  const team = requireTeam(call);
  return json(200, {
    name: team.name,
    members: [...team.members].map(memberView),
    can_edit: administers(call.quay.world, call.caller, orgname(call)),
    ...(team.syncedFrom === undefined ? {} : { synced: { service: team.syncedFrom } }),
  });
}

function add(call: ApiCall): Reply {
  requireNoPersonOfDirectory(call);
  requireAdmin(call, orgname(call), 'write');
  const team = requireTeam(call);
  const member = membername(call);
  if (!isKnown(call, member)) {
    throw invalidRequest('Unknown user');
  }
  if (team.members.has(member)) {
    throw modelError(`User ${member} is already a member of team ${team.name}`);
  }
  team.members.add(member);
  audit(call, 'org_add_team_member', orgname(call), { member, team: team.name });
  return json(200, memberView(member));
}

function remove(call: ApiCall): Reply {
  requireNoPersonOfDirectory(call);
  const user = requireAdmin(call, orgname(call), 'write');
  const team = requireTeam(call);
  const member = membername(call);
  if (!isKnown(call, member)) {
    throw notFound();
  }
  if (!team.members.has(member)) {
    throw modelError(`User ${member} does not belong to team ${team.name}`);
  }
  const teams = adminTeams(call.quay.world.organizations.get(orgname(call)), member);
  if (member === user.username && teams.length === 1 && teams[0] === team) {
    throw modelError('User cannot remove themselves from their only admin team.');
  }
  team.members.delete(member);
  audit(call, 'org_remove_team_member', orgname(call), { member, team: team.name });
  return noContent();
}

/** Judged before anything else; robots pass (docs/registries/quay.md §8.2). @throws E1 400 */
function requireNoPersonOfDirectory(call: ApiCall): void {
  if (findTeam(call)?.syncedFrom !== undefined && !isRobotName(membername(call))) {
    throw invalidRequest('Cannot call this method on an auth-synced team');
  }
}

function membername(call: ApiCall): string {
  return call.params['membername'] ?? '';
}

function isKnown({ quay }: ApiCall, name: string): boolean {
  return quay.world.users.has(name) || quay.world.robots.has(name);
}

function memberView(name: string): object {
  return {
    name,
    kind: 'user',
    is_robot: isRobotName(name),
    avatar: memberAvatar(name),
    invited: false,
  };
}
