import { array, object, optionalBoolean, string } from '../../shared/rest/wire.ts';

export interface OrganizationMembership {
  readonly name: string;
  /**
   * Judged under the token's scopes; absent without `user:admin` (docs/registries/quay.md §2.4).
   */
  readonly isAdmin: boolean | undefined;
}

/**
 * `GET /api/v1/user/`, whose fields depend on the scopes of the token
 * (docs/registries/quay.md §2.4).
 */
export interface User {
  readonly name: string;
  readonly organizations: readonly OrganizationMembership[];
  /** Whether the token has `user:admin`, told by the fields that only come with it. */
  readonly hasUserAdmin: boolean;
  /** A super user under this token, or one that may look everywhere and change nothing. */
  readonly superUser: 'acts' | 'looks' | undefined;
}

export function readUser(json: unknown): User {
  const user = object(json, 'user');
  const organizations = user['organizations'];
  return {
    name: string(user['username'], 'user.username'),
    organizations:
      organizations === undefined
        ? []
        : array(organizations, 'user.organizations').map(readMembership),
    hasUserAdmin: 'is_me' in user || 'email' in user,
    superUser:
      user['global_readonly_super_user'] === true
        ? 'looks'
        : user['super_user'] === true
          ? 'acts'
          : undefined,
  };
}

function readMembership(json: unknown): OrganizationMembership {
  const organization = object(json, 'user.organizations[]');
  return {
    name: string(organization['name'], 'user.organizations[].name'),
    isAdmin: optionalBoolean(organization['is_org_admin'], 'user.organizations[].is_org_admin'),
  };
}
