import type { Catalog } from './catalog.ts';
import { knowsAction } from './catalog.ts';
import { type Claim, names, wildcard } from './claim.ts';

/** What a triplet comes to on a server: unknown scopes and actions count for nothing. */
type Compiled = ReadonlyMap<string, readonly string[]>;

function compile({ scope, action }: Claim, catalog: Catalog): Compiled {
  const scopes = scope === wildcard ? [...catalog.keys()] : names(scope);
  return new Map(
    scopes
      .filter((name) => catalog.has(name))
      .map((name) => [
        name,
        action === wildcard
          ? [...(catalog.get(name) ?? [])]
          : names(action).filter((verb) => knowsAction(catalog, name, verb)),
      ]),
  );
}

/** Whether everything `inner` allows is allowed by `outer` alone (docs/registries/drp.md §2.4). */
export function containsClaim(outer: Claim, inner: Claim, catalog: Catalog): boolean {
  const granted = compile(outer, catalog);
  for (const [scope, actions] of compile(inner, catalog)) {
    const given = granted.get(scope);
    if (given === undefined) return false;
    if (actions.length === 0) continue;
    if (!containsSpecific(outer.specific, inner.specific)) return false;
    if (!actions.every((action) => containsAction(given, action))) return false;
  }
  return true;
}

/** Whether one of the triplets contains each: the server never adds several up for one. */
export const containsAll = (
  outer: readonly Claim[],
  inner: readonly Claim[],
  catalog: Catalog,
): boolean => inner.every((claim) => outer.some((one) => containsClaim(one, claim, catalog)));

/** Whether the triplets allow one request; `list` and `create` are asked with specific `''`. */
export function allows(
  claims: readonly Claim[],
  scope: string,
  action: string,
  specific: string,
  catalog: Catalog,
): boolean {
  return (
    knowsAction(catalog, scope, action) &&
    containsAll(claims, [{ scope, action, specific }], catalog)
  );
}

function containsSpecific(outer: string, inner: string): boolean {
  if (outer === wildcard) return true;
  // An empty one is a name, too: the one that lists are asked with.
  const split = (part: string) => part.split(',').map((name) => name.trim());
  const given = new Set(split(outer));
  return split(inner).every((name) => given.has(name));
}

/**
 * `update` ⊇ `update:` ⊇ `update:/A` ⊇ `update:/A/B`, and `action` ⊇ `action:name`. The pointer
 * `/` names the field with the empty name, and nothing below anything else.
 */
function containsAction(given: readonly string[], wanted: string): boolean {
  if (given.includes(wanted)) return true;
  const colon = wanted.indexOf(':');
  if (colon < 0) return false;
  const verb = wanted.slice(0, colon);
  if (verb !== 'update' && verb !== 'action') return false;
  if (given.includes(verb)) return true;
  if (verb !== 'update') return false;
  for (let pointer = wanted.slice(colon + 1); pointer !== '';) {
    pointer = pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));
    if (given.includes(`update:${pointer}`)) return true;
  }
  return false;
}
