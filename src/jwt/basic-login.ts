import { redact } from '../core/redact.ts';
import type { NamedLogin } from './decoded.ts';
import type { BasicLogin } from './token-parts.ts';

/** The name of the scheme and what follows; whether that is a login shows when it is read. */
const scheme = /(?<![\w-])Basic\s{1,8}([\w+/-]{2,}={0,2})(?![\w+/=-])/i;

/**
 * The login that a text sends by HTTP's Basic scheme (RFC 7617): `Authorization: Basic …`, on its
 * own or in a command. `undefined` for any other text, and for what is no login in base64.
 */
export function readBasicLogin(text: string): BasicLogin | undefined {
  const [, encoded] = scheme.exec(text) ?? [];
  if (encoded === undefined) return undefined;
  let login: string;
  try {
    login = utf8.decode(Buffer.from(encoded, 'base64'));
  } catch {
    return undefined;
  }
  const colon = login.indexOf(':');
  if (colon < 0 || /\p{Cc}/u.test(login)) return undefined;
  return { userName: login.slice(0, colon), password: login.slice(colon + 1) };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Whom a login names, unless that is the secret, as where nothing else is, or looks like one. */
export function nameOf({ userName, password }: BasicLogin, token: string): NamedLogin {
  const isName =
    userName !== '' && userName !== token && password !== '' && redact(userName) === userName;
  return isName ? { userName } : {};
}
