import { json } from '../../http/reply.ts';
import type { ApiCall, ApiRoute } from '../context.ts';
import { unauthenticated } from '../errors.ts';
import { actorOf, administers, hasScope, mayCreateRepository, teamRole } from '../rights.ts';
import type { Organization, User } from '../model.ts';
import { avatar } from './avatar.ts';
import { isSuperUser, looksEverywhere } from './guards.ts';

const TAG_EXPIRATION_S = 1_209_600;

/** The current user (docs/registries/quay.md §2.4). */
export const userRoutes: readonly ApiRoute[] = [
  {
    resource: 'user.User',
    method: 'GET',
    path: '/api/v1/user/',
    operation: 'getLoggedInUser',
    about: 'Get user information for the authenticated user.',
    scope: 'user:read',
    handle: (call) => {
      const { user } = call.caller;
      // Refused with 401 even when the token is fine and only lacks the scope.
      if (user === undefined || !hasScope(call.caller, 'user:read', 'user:admin')) {
        throw unauthenticated({ session_required: false });
      }
      return json(200, userView(call, user));
    },
  },
];

function userView(call: ApiCall, user: User): object {
  const admin = hasScope(call.caller, 'user:admin');
  const organizations = [...call.quay.world.organizations.values()]
    .filter((organization) => teamRole(organization, user.username) !== undefined)
    .sort(({ name: one }, { name: other }) => (one < other ? -1 : 1))
    .map((organization) => organizationEntry(call, organization, admin));
  return {
    anonymous: false,
    username: user.username,
    avatar: avatar(user.username, 'user'),
    ...(admin ? privateFields(user) : {}),
    organizations,
    ...(isSuperUser(call) ? { super_user: true } : {}),
    ...(looksEverywhere(call) ? { global_readonly_super_user: true } : {}),
  };
}

function privateFields(user: User): object {
  return {
    can_create_repo: true,
    is_me: true,
    verified: true,
    email: user.email,
    logins: [],
    invoice_email: false,
    invoice_email_address: null,
    preferred_namespace: false,
    tag_expiration_s: TAG_EXPIRATION_S,
    prompts: [],
    company: null,
    family_name: null,
    given_name: null,
    location: null,
    is_free_account: true,
    has_password_set: true,
  };
}

function organizationEntry(call: ApiCall, { name }: Organization, admin: boolean): object {
  const { world } = call.quay;
  const actor = actorOf(call.caller);
  return {
    name,
    avatar: avatar(name, 'org'),
    can_create_repo: actor !== undefined && mayCreateRepository(world, actor, name),
    public: false,
    ...(admin
      ? { is_org_admin: administers(world, call.caller, name), preferred_namespace: false }
      : {}),
  };
}
