import { json } from '../../http/reply.ts';
import type { ApiCall, ApiRoute } from '../context.ts';
import { unauthenticated } from '../errors.ts';
import { administers, hasScope, teamRole } from '../rights.ts';
import type { Organization, User } from '../model.ts';
import { avatar } from './avatar.ts';

const TAG_EXPIRATION_S = 1_209_600;

/** The current user (docs/registries/quay.md §2.4). */
export const userRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/api/v1/user/',
    operation: 'getLoggedInUser',
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
    .map((organization) => organizationEntry(call, organization, user, admin));
  return {
    anonymous: false,
    username: user.username,
    avatar: avatar(user.username, 'user'),
    ...(admin ? privateFields(user) : {}),
    organizations,
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

function organizationEntry(
  call: ApiCall,
  organization: Organization,
  user: User,
  admin: boolean,
): object {
  const role = teamRole(organization, user.username);
  return {
    name: organization.name,
    avatar: avatar(organization.name, 'org'),
    can_create_repo:
      (role === 'admin' || role === 'creator') && hasScope(call.caller, 'org:admin', 'repo:create'),
    public: false,
    ...(admin
      ? {
          is_org_admin: administers(call.quay.world, call.caller, organization.name),
          preferred_namespace: false,
        }
      : {}),
  };
}
