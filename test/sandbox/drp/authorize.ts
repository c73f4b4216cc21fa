import { isStillValid } from './auth.ts';
import { contains, scopesOf } from './claims.ts';
import type { Call, Drp } from './context.ts';
import { since } from './context.ts';
import { cannotAccess, forbidden, notFound } from './errors.ts';
import { isLicensed } from './license.ts';
import type { Claim } from './world.ts';

/** Whether the caller may do something; the lists of roles and token are never added up. */
export function may({ drp, caller }: Call, ...wanted: readonly Claim[]): boolean {
  if (!since(drp, '3.9')) {
    return (
      wanted.every((claim) => mayLiterally(caller.claims, claim)) &&
      isStillValid(drp, { ...caller })
    );
  }
  const scopes = scopesOf(drp);
  return [caller.claims, ...rolesOf(drp, caller.roles)].some((list) =>
    contains(scopes, list, wanted),
  );
}

const rolesOf = ({ world }: Drp, names: readonly string[]): (readonly Claim[])[] =>
  names.map((name) => world.roles.get(name)?.claims ?? []);

/** Before 3.9: each part is the very word, or `*`; a comma is a letter. */
const mayLiterally = (claims: readonly Claim[], wanted: Claim): boolean =>
  claims.some(
    ({ scope, action, specific }) =>
      [wanted.scope, '*'].includes(scope) &&
      [wanted.action, '*'].includes(action) &&
      [wanted.specific, '*'].includes(specific),
  );

/**
 * Refuses a caller who may not: a missing `get` looks like a missing object, from 3.9 on.
 *
 * @param wanted The rights that are really asked for, where the refusal names another.
 */
export function demand(
  call: Call,
  scope: string,
  action: string,
  specific: string,
  wanted: readonly Claim[] = [{ scope, action, specific }],
): void {
  const { drp, request } = call;
  if (!since(drp, '3.9')) {
    if (!may(call, { scope, action, specific })) throw forbidden();
    return;
  }
  const licensed = isLicensed(drp, scope, action);
  if (may(call, ...wanted) && licensed) return;
  if (action === 'get') throw notFound(request.method, scope, specific);
  throw cannotAccess(
    request,
    licensed
      ? `Requires: ${scope} ${action} ${specific}`
      : `${scope} ${action} is a licensed enterprise feature.  Contact support@rackn.com`,
  );
}
