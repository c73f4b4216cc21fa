import { type Claim, names, tidy } from './claim.ts';

/**
 * Joins triplets into as few as say the same: two that differ in one part only become one with a
 * list. A token request carries a single triplet (docs/registries/drp.md §2.3), so the set must
 * come down to one.
 */
export function join(claims: readonly Claim[]): readonly Claim[] {
  let joined = claims.map(sorted);
  for (let before = -1; before !== joined.length;) {
    before = joined.length;
    for (const part of ['specific', 'action', 'scope'] as const) joined = joinBy(part, joined);
  }
  return joined;
}

/** The one triplet that says what all of them say together; `undefined` when there is none. */
export function rectangle(claims: readonly Claim[]): Claim | undefined {
  const [only, ...others] = join(claims);
  return others.length === 0 ? only : undefined;
}

function joinBy(part: keyof Claim, claims: readonly Claim[]): Claim[] {
  const groups = new Map<string, Claim>();
  for (const claim of claims) {
    const others = (['scope', 'action', 'specific'] as const).filter((name) => name !== part);
    const key = JSON.stringify(others.map((name) => claim[name]));
    const group = groups.get(key);
    groups.set(
      key,
      group === undefined ? claim : sorted({ ...group, [part]: union(group[part], claim[part]) }),
    );
  }
  return [...groups.values()];
}

/** A wildcard swallows names: inside a list it would be a name itself. */
function union(a: string, b: string): string {
  return a === '*' || b === '*' ? '*' : `${a},${b}`;
}

const sorted = ({ scope, action, specific }: Claim): Claim => ({
  scope: order(scope),
  action: order(action),
  specific: order(specific),
});

const order = (part: string): string => [...names(tidy(part))].sort().join(',');
