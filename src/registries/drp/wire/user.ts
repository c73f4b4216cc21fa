import { Secret } from '../../../core/secret.ts';
import { array, object, optionalString, string } from '../../shared/rest/wire.ts';

/**
 * A user. The server sends `Secret` in clear with each: it is left behind here
 * (docs/registries/drp.md §2.1).
 */
export interface User {
  readonly name: string;
  readonly description: string;
  /** Names of roles; `undefined` before 3.9, which has none. */
  readonly roles: readonly string[] | undefined;
}

export function readUser(json: unknown): User {
  const user = object(json, 'user');
  const roles = user['Roles'];
  return {
    name: string(user['Name'], 'user.Name'),
    description: optionalString(user['Description'], 'user.Description') ?? '',
    roles:
      roles === undefined || roles === null
        ? undefined
        : array(roles, 'user.Roles').map((role) => string(role, 'user.Roles[]')),
  };
}

export const readUsers = (json: unknown): readonly User[] => array(json, 'users').map(readUser);

/** The secret that a user's tokens carry, for the `test` before it is changed; it may be withheld. */
export function readUserSecret(json: unknown): Secret | undefined {
  const secret = optionalString(object(json, 'user')['Secret'], 'user.Secret');
  return secret === undefined || secret === '' ? undefined : new Secret(secret);
}
