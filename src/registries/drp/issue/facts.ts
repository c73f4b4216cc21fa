import { RegistryError } from '../../../core/errors.ts';
import type { Claim } from '../claims/claim.ts';
import { allows, containsAll } from '../claims/contains.ts';
import type { DrpContext } from '../context.ts';
import { type Info, isBefore, narrowingOffer } from '../wire/info.ts';
import type { Role } from '../wire/role.ts';
import type { User } from '../wire/user.ts';

/** What is known of a user and the server before a token is asked for. */
export interface IssueFacts {
  readonly user: User;
  readonly info: Info;
  /** All roles of the server; `undefined` when they cannot be read. */
  readonly roles: readonly Role[] | undefined;
  /** The claims of the user's roles, role by role; `undefined` when they are not all known. */
  readonly rights: readonly (readonly Claim[])[] | undefined;
}

/** Asks for a user, the server's info and its roles: three requests, two of them once. */
export async function issueFacts(
  context: DrpContext,
  name: string,
  signal: AbortSignal,
): Promise<IssueFacts> {
  const [user, info, roles] = await Promise.all([
    readableUser(context, name, signal),
    context.info.get(signal),
    context.roles.get(signal),
  ]);
  return { user, info, roles, rights: claimsOf(user, roles) };
}

/** A user who may not be read can still be issued tokens for: only less is known. */
async function readableUser(context: DrpContext, name: string, signal: AbortSignal): Promise<User> {
  try {
    return await context.client.user(name, signal);
  } catch (error) {
    const isUnseen = error instanceof RegistryError && /^(?:not-found|forbidden)$/.test(error.code);
    if (!isUnseen) throw error;
    return { name, description: '', roles: undefined };
  }
}

function claimsOf(
  { roles: names }: User,
  roles: readonly Role[] | undefined,
): readonly (readonly Claim[])[] | undefined {
  const found = names?.map((name) => roles?.find((role) => role.name === name)?.claims);
  return found?.every((claims) => claims !== undefined) === true ? found : undefined;
}

/** Whether tokens can be narrowed by roles: not before v4 (docs/registries/drp.md §8). */
export const hasRoles = ({ info }: IssueFacts): boolean => narrowingOffer(info) === 'documented';

/** Roles that a token of the user can be narrowed to: those that one of the user's contains. */
export function grantableRoles({ user, roles, rights, info }: IssueFacts): readonly Role[] {
  if (roles === undefined) {
    return (user.roles ?? []).map((name) => ({ name, description: '', claims: [] }));
  }
  const own = new Set(user.roles);
  return roles.filter(
    ({ name, claims }) =>
      own.has(name) || rights?.some((role) => containsAll(role, claims, info.catalog)) === true,
  );
}

/**
 * Whether the user's unlimited token lists the types of objects, which is what the probe of a
 * narrowed one asks; `undefined` when nobody knows.
 */
export function listsObjects({ rights, info }: IssueFacts): boolean | undefined {
  // Before 3.9 a token is not limited to its user's rights.
  if (isBefore(info, 3, 9)) return true;
  return rights?.some((claims) => allows(claims, 'objects', 'list', '', info.catalog));
}
