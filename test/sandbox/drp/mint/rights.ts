import { ALL, selfClaims } from '../auth.ts';
import { contains, scopesOf } from '../claims.ts';
import type { Call, Drp } from '../context.ts';
import { since } from '../context.ts';
import { nameOf } from '../objects/find.ts';
import type { Claim, Role, TokenContent, User } from '../world.ts';

/** What a token may do, by what the version reads of the request (docs/registries/drp.md §8). */
export function rightsOf(call: Call, user: User): Pick<TokenContent, 'claims' | 'roles'> {
  const { drp, request } = call;
  if (!since(drp, '3.9')) return { claims: [firstTriplet(request.query)], roles: [] };
  const self = selfClaims(nameOf(user));
  if (!since(drp, '4.0')) return { claims: self, roles: user.roles };
  if (request.query.has('scope') && drp.settings.triplets === 'honored') {
    const granted = triplets(request.query).filter((claim) => isGranted(drp, user, [claim]));
    return { claims: [...self, ...granted], roles: [] };
  }
  const wanted = request.query.get('roles');
  if (wanted === null) return { claims: self, roles: user.roles };
  const granted = wanted
    .split(',')
    .map((name) => drp.world.roles.get(name.trim()))
    .filter((role): role is Role => role !== undefined && isGranted(drp, user, role.claims));
  return { claims: self, roles: granted.map(nameOf) };
}

/** Only the first of each, and everything where there is none. */
function firstTriplet(query: URLSearchParams): Claim {
  const first = (key: keyof Claim): string => {
    const value = query.get(key) ?? '';
    return value === '' ? ALL[key] : value;
  };
  return { scope: first('scope'), action: first('action'), specific: first('specific') };
}

/** Repeated keys in order, as triplets. */
function triplets(query: URLSearchParams): Claim[] {
  const [actions, specifics] = [query.getAll('action'), query.getAll('specific')];
  return query.getAll('scope').map((scope, index) => ({
    scope,
    action: actions[index] ?? '*',
    specific: specifics[index] ?? '*',
  }));
}

/** Whether one of the user's roles contains the claims as a whole. */
const isGranted = (drp: Drp, user: User, claims: readonly Claim[]): boolean =>
  user.roles.some((name) =>
    contains(scopesOf(drp), drp.world.roles.get(name)?.claims ?? [], claims),
  );
