import { json } from '../../http/reply.ts';
import type { ApiCall, ApiRoute } from '../context.ts';
import { notFound } from '../errors.ts';
import { administers, isMember } from '../rights.ts';
import type { Organization } from '../model.ts';
import { avatar } from './avatar.ts';

const TAG_EXPIRATION_S = 1_209_600;

/** An organization, richer for members and admins (docs/registries/quay.md §2.5). */
export const organizationRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/api/v1/organization/{orgname}',
    operation: 'getOrganization',
    handle: (call) => {
      const organization = call.quay.world.organizations.get(call.params['orgname'] ?? '');
      if (organization === undefined) {
        throw notFound();
      }
      return json(200, organizationView(call, organization));
    },
  },
];

function organizationView(call: ApiCall, organization: Organization): object {
  const { world } = call.quay;
  const admin = administers(world, call.caller, organization.name);
  const member = isMember(world, call.caller, organization.name);
  return {
    name: organization.name,
    email: admin ? organization.email : '',
    avatar: avatar(organization.name, 'org'),
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

function teamFields(call: ApiCall, organization: Organization, admin: boolean): object {
  const repositories = [...call.quay.world.repositories.values()].filter(
    (repository) => repository.namespace === organization.name,
  );
  const teams = [...organization.teams.values()].map((team) => ({
    name: team.name,
    description: team.description,
    role: team.role,
    avatar: avatar(team.name, 'team'),
    can_view: admin || team.members.has(call.caller.user?.username ?? ''),
    repo_count: repositories.filter((repository) => repository.teamGrants.has(team.name)).length,
    member_count: team.members.size,
    is_synced: false,
  }));
  return {
    teams: Object.fromEntries(teams.map((team) => [team.name, team])),
    ordered_teams: teams.map((team) => team.name).sort(),
  };
}
