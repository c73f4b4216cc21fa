import type { ApiCall } from '../context.ts';
import { forbidden, freshLoginRequired, unauthenticated } from '../errors.ts';
import { administers, hasScope, isMember } from '../rights.ts';
import type { Scope, User } from '../model.ts';

/** `FRESH_LOGIN_TIMEOUT`. */
const FRESH_LOGIN_MS = 10 * 60 * 1000;

/** Whether a call looks or changes: some super users may only look. */
export type Access = 'read' | 'write';

/**
 * The refusal of a permission: 401 only when nobody is authenticated (docs/registries/quay.md
 * §2.0).
 */
export function refused(call: ApiCall): Error {
  return call.caller.user === undefined ? unauthenticated() : forbidden();
}

/** The calling user, if the credential carries one of the scopes. @throws E1 401 or 403 */
export function requireUser(call: ApiCall, ...scopes: readonly Scope[]): User {
  const { user } = call.caller;
  if (user === undefined || !hasScope(call.caller, ...scopes)) {
    throw refused(call);
  }
  return user;
}

/** @throws E1 401 or 403 unless the caller administers the namespace under his token */
export function requireAdmin(call: ApiCall, namespace: string, access: Access): User {
  const { user } = call.caller;
  const allowed =
    administers(call.quay.world, call.caller, namespace) || rulesEverywhere(call, access);
  if (user === undefined || !allowed) {
    throw refused(call);
  }
  return user;
}

/** @throws E1 401 or 403 unless the caller is in a team of the organization under his token */
export function requireMember(call: ApiCall, namespace: string): void {
  if (!isMember(call.quay.world, call.caller, namespace) && !rulesEverywhere(call, 'read')) {
    throw refused(call);
  }
}

/** A super user under his token; those who may only look are none. */
export function isSuperUser(call: ApiCall): boolean {
  return (
    call.quay.settings.superUsers.includes(call.caller.user?.username ?? '') &&
    hasScope(call.caller, 'super:user') &&
    !looksEverywhere(call)
  );
}

/** A global read-only super user, who needs no scope for it (docs/registries/quay.md §8). */
export function looksEverywhere(call: ApiCall): boolean {
  return call.quay.settings.globalReadOnlySuperUsers.includes(call.caller.user?.username ?? '');
}

/** Super users with full access may do everything everywhere, read-only ones may look. */
export function rulesEverywhere(call: ApiCall, access: Access): boolean {
  return (
    (access === 'read' && looksEverywhere(call)) ||
    (call.quay.settings.superUsersFullAccess && isSuperUser(call))
  );
}

/** @throws E1 401 when a browser session's password was typed too long ago; bearers pass */
export function requireFreshLogin(call: ApiCall): void {
  const { via, signedInAt } = call.caller;
  if (via === 'session' && call.quay.clock.now() - (signedInAt ?? 0) > FRESH_LOGIN_MS) {
    throw freshLoginRequired();
  }
}
