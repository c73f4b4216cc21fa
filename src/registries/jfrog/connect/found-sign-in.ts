import { t } from '../../../core/l10n.ts';
import type { Lifetime } from '../../../core/lifetime.ts';
import { Secret } from '../../../core/secret.ts';
import { claimedBy } from '../../../jwt/of-secret.ts';
import { tokenShapes } from '../token-shapes.ts';
import { opensAccess } from './authorization.ts';
import { credentialShape } from './credential.ts';

/** What another tool signs in with, as it stands there. */
export interface Told {
  readonly user: string | undefined;
  readonly token: string | undefined;
  readonly password: string | undefined;
}

/** What of it can sign an account in; `obstacle` says why nothing can. */
export type FoundSignIn =
  | {
      readonly method: 'token';
      readonly token: Secret;
      readonly lifetime: Lifetime;
      /** Whether it stood where a password is expected. */
      readonly isPassword: boolean;
    }
  | { readonly method: 'password'; readonly password: Secret }
  | { readonly obstacle: string };

/**
 * A token that the Access service takes, before a password, before a token that is good for
 * Artifactory alone: the CLI makes one of those from a password (docs/registries/jfrog.md §9). What
 * stands where a password is expected may be a token, too. `undefined` when there is nothing.
 */
export function foundSignIn({ user, token, password }: Told): FoundSignIn | undefined {
  const tokens = [tokenIn(token, false), tokenIn(password, true)].filter(
    (found) => found !== undefined,
  );
  const open = tokens.find(({ token: secret }) => opensAccess({ scheme: 'bearer', token: secret }));
  if (open !== undefined) return open;
  const isPassword = isFilled(password) && isFilled(user) && !isToken(password);
  if (isPassword) return { method: 'password', password: new Secret(password) };
  if (tokens[0] !== undefined) return tokens[0];
  return [token, password].some(isApiKey)
    ? { obstacle: t('an API key, which cannot manage tokens; you are asked for another sign-in') }
    : undefined;
}

function tokenIn(text: string | undefined, isPassword: boolean) {
  if (!isFilled(text) || isApiKey(text) || (isPassword && !isToken(text))) return undefined;
  const token = new Secret(text);
  const { lifetime } = claimedBy(token, [tokenShapes]);
  return { method: 'token', token, lifetime, isPassword } as const;
}

/** Something that is sent as it is, and never exchanged as a password. */
const isToken = (text: string): boolean =>
  ['access-token', 'reference-token', 'pairing-token', 'api-key'].includes(credentialShape(text));

const isApiKey = (text: string | undefined): boolean =>
  text !== undefined && credentialShape(text) === 'api-key';

const isFilled = (text: string | undefined): text is string => text !== undefined && text !== '';
