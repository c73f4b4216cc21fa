/** `jfac@<id>` of the instance that issued a token, out of its `iss` or `sub`. */
export const instanceOf = (issuer: string): string => issuer.split('/', 1)[0] ?? '';

/**
 * The user name in a token's subject (docs/registries/jfrog.md §3.1): what follows the first
 * `/users/`, since names may have slashes themselves. A subject of another form is the name as a
 * whole.
 */
export function userNameOf(subject: string): string {
  const mark = '/users/';
  const at = subject.indexOf(mark);
  return at < 0 ? subject : subject.slice(at + mark.length);
}

/** Names are stored in lower case (docs/registries/jfrog.md §4.4). */
export const sameUser = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
