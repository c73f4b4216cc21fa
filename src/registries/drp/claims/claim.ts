/**
 * One scope / action / specific triplet as the server reads it (docs/registries/drp.md §2.4): each
 * part is exactly `*`, or a list separated by commas. A `*` inside a list is a plain name.
 */
export interface Claim {
  readonly scope: string;
  readonly action: string;
  readonly specific: string;
}

export const wildcard = '*';

/** The names of a part, trimmed, without repetitions and empty ones. `*` is one name of its own. */
export const names = (part: string): readonly string[] => [
  ...new Set(
    part
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  ),
];

/** A part as it is sent: no spaces around commas, nothing twice. */
export const tidy = (part: string): string => names(part).join(',');

/**
 * A triplet as one line, which is also how presets write it: `machines get,list *`. Neither scopes
 * nor actions contain spaces; the specific is the rest of the line.
 */
export const writeClaim = ({ scope, action, specific }: Claim): string =>
  `${tidy(scope)} ${tidy(action)} ${tidy(specific)}`;

/** Reads what `writeClaim` writes; `undefined` for a line that is no triplet. */
export function readClaim(line: string): Claim | undefined {
  const match = /^(\S+)\s+(\S+)\s+(\S.*)$/.exec(line.trim());
  if (match === null) return undefined;
  const [, scope = '', action = '', specific = ''] = match;
  const claim = { scope: tidy(scope), action: tidy(action), specific: tidy(specific) };
  return claim.scope === '' || claim.action === '' || claim.specific === '' ? undefined : claim;
}

/** Whether two lists say the same, in whatever order. */
export function sameClaims(some: readonly Claim[], others: readonly Claim[]): boolean {
  const written = new Set(some.map(writeClaim));
  const alike = new Set(others.map(writeClaim));
  return written.size === alike.size && written.isSubsetOf(alike);
}
