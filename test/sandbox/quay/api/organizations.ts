import type { ApiCall } from '../context.ts';
import { notFound } from '../errors.ts';
import type { Organization } from '../model.ts';
import { requireAdmin } from './guards.ts';
import type { Access } from './guards.ts';

export const ORGANIZATION = '/api/v1/organization/{orgname}';
/** What discovery says of the name in the path. */
export const ORGNAME = ['orgname', 'The name of the organization'] as const;

export function orgname(call: ApiCall): string {
  return call.params['orgname'] ?? '';
}

/**
 * The organization of the path, for its admins.
 * @throws E1 401 or 403 for others, E1 404 for a user's own name, which passes as an organization's
 */
export function administered(call: ApiCall, access: Access): Organization {
  requireAdmin(call, orgname(call), access);
  const organization = call.quay.world.organizations.get(orgname(call));
  if (organization === undefined) {
    throw notFound();
  }
  return organization;
}
