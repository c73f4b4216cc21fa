import { json } from '../../http/reply.ts';
import type { ApiCall, ApiRoute } from '../context.ts';
import { notFound } from '../errors.ts';
import type { Organization } from '../model.ts';
import { administers, isMember, teamRole } from '../rights.ts';
import { avatar } from './avatar.ts';
import { rulesEverywhere } from './guards.ts';
import { ORGANIZATION, ORGNAME, administered, orgname } from './organizations.ts';

const TAG_EXPIRATION_S = 1_209_600;

/**
 * An organization, richer for members and admins, and the people in it (docs/registries/quay.md
 * §2.5).
 */
export const organizationRoutes: readonly ApiRoute[] = [
  {
    resource: 'organization.Organization',
    method: 'GET',
    path: ORGANIZATION,
    pathParameters: [ORGNAME],
    operation: 'getOrganization',
    about: 'Get the details for the specified organization.',
    handle: (call) => {
      const organization = call.quay.world.organizations.get(orgname(call));
      if (organization === undefined) {
        throw notFound();
      }
      return json(200, organizationView(call, organization));
    },
  },
  {
    resource: 'organization.OrganizationMemberList',
    method: 'GET',
    path: `${ORGANIZATION}/members`,
    pathParameters: [ORGNAME],
    operation: 'getOrganizationMembers',
    about: 'List the human members of the specified organization.',
    scope: 'org:admin',
    handle: (call) => json(200, { members: members(call, administered(call, 'read')) }),
  },
];

function organizationView(call: ApiCall, organization: Organization): object {
  const { world } = call.quay;
  const rules = rulesEverywhere(call, 'read');
  const admin = rules || administers(world, call.caller, organization.name);
  const member = rules || isMember(world, call.caller, organization.name);
  return {
    name: organization.name,
    email: admin ? organization.email : '',
    avatar: avatar(organization.name, 'user'),
    is_admin: admin,
    is_member: member,
    ...(member ? teamFields(call, organization, admin) : {}),
    ...(admin
      ? {
          invoice_email: false,
          invoice_email_address: null,
          tag_expiration_s: TAG_EXPIRATION_S,
          is_free_account: true,
        }
      : {}),
  };
}

/** Whoever really administers the organization sees into all its teams, whatever the token says. */
function teamFields(call: ApiCall, organization: Organization, admin: boolean): object {
  const username = call.caller.user?.username ?? '';
  const seesAll = admin || teamRole(organization, username) === 'admin';
  const repositories = [...call.quay.world.repositories.values()].filter(
    (repository) => repository.namespace === organization.name,
  );
  const teams = [...organization.teams.values()].map((team) => ({
    name: team.name,
    description: team.description,
    role: team.role,
    avatar: avatar(team.name, 'team'),
    can_view: seesAll || team.members.has(username),
    repo_count: repositories.filter((repository) => repository.teamGrants.has(team.name)).length,
    member_count: team.members.size,
    is_synced: team.syncedFrom !== undefined,
  }));
  return {
    teams: Object.fromEntries(teams.map((team) => [team.name, team])),
    ordered_teams: teams.map((team) => team.name),
  };
}

function members({ quay }: ApiCall, { name, teams }: Organization): object[] {
  const people = new Set([...teams.values()].flatMap((team) => [...team.members]));
  const repositories = [...quay.world.repositories.values()].filter(
    (repository) => repository.namespace === name,
  );
  return [...people]
    .filter((person) => quay.world.users.has(person))
    .map((person) => ({
      name: person,
      kind: 'user',
      avatar: avatar(person, 'user'),
      teams: [...teams.values()]
        .filter((team) => team.members.has(person))
        .map((team) => ({ name: team.name, avatar: avatar(team.name, 'team') })),
      repositories: repositories
        .filter((repository) => repository.grants.has(person))
        .map((repository) => repository.name),
    }));
}
