/** `jfac@<id>` of the instance that issued a token, out of its `iss` or `sub`. */
export const instanceOf = (issuer: string): string => issuer.split('/', 1)[0] ?? '';

/**
 * The user name in a qualified subject, `jfac@01h…/users/ada` (docs/registries/jfrog.md §3.1): what follows the
 * first `/users/`, since names may have slashes themselves. `undefined` for one of another form.
 */
export const qualifiedUser = (subject: string): string | undefined =>
  /^jf[a-z]{2}@[^/]+\/users\/([^]+)$/.exec(subject)?.[1];

/** The user name in a token's subject; one of another form is the name as a whole. */
export const userNameOf = (subject: string): string => qualifiedUser(subject) ?? subject;

/** Names are stored in lower case (docs/registries/jfrog.md §4.4). */
export const sameUser = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
