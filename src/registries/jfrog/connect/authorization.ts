import type { Secret } from '../../../core/secret.ts';
import { member } from '../../../jwt/decoded.ts';
import { decodeSecret } from '../../../jwt/of-secret.ts';
import type { Authorization } from '../../../net/http/http.ts';
import type { Connection } from '../../contract/connection.ts';

/**
 * How an account shows who it is: with its token, or with its user name and a password where the
 * server is too old to exchange that for one. `undefined` when there is neither.
 */
export async function authorizationOf(connection: Connection): Promise<Authorization | undefined> {
  const { token, password } = await connection.signIn();
  if (token !== undefined) return { scheme: 'bearer', token };
  const user = connection.account.userName;
  return password === undefined ? undefined : { scheme: 'basic', user, password };
}

/** The secret that a server accepts or refuses. */
export const secretOf = (authorization: Authorization): Secret =>
  authorization.scheme === 'bearer' ? authorization.token : authorization.password;

/**
 * Whether the Access service may take it: it takes no password, and no token whose audience is
 * Artifactory alone, as those of the legacy API are (docs/registries/jfrog.md §1.1). What cannot be
 * decoded is a reference token.
 */
export function opensAccess(authorization: Authorization): boolean {
  return authorization.scheme === 'bearer' && isForAccess(claim(authorization.token, 'aud'));
}

/**
 * Whether it looks like the sign-in of a platform that has the legacy API alone: what opens no
 * Access, and tokens with that API's own scopes, whatever their audience
 * (docs/registries/jfrog.md §2.8).
 */
export function looksLegacy(authorization: Authorization): boolean {
  if (authorization.scheme === 'basic' || !opensAccess(authorization)) return true;
  const scope = claim(authorization.token, 'scp');
  return (
    typeof scope === 'string' &&
    /(?:^|\s)(?:api:\*|member-of-groups:|jfrt@[^\s:]+:admin(?:\s|$))/.test(scope)
  );
}

/** Whether an audience names Access, or every service; one that is not told does. */
export function isForAccess(audience: unknown): boolean {
  const services = servicesOf(audience);
  return services === '' || /(?:^|\s)(?:\*|jfac)@/.test(services);
}

/** The services of an audience, with spaces between them. */
export const servicesOf = (audience: unknown): string =>
  (Array.isArray(audience) ? audience : [audience ?? '']).join(' ').trim();

function claim(token: Secret, name: string): unknown {
  const decoded = decodeSecret(token);
  return decoded.kind === 'jwt' ? member(decoded.claims.values, name) : undefined;
}
