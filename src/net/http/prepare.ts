import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { Authorization, HttpRequest, RequestBody } from './http.ts';
import { isLoopback } from './url.ts';
import { userAgent } from './user-agent.ts';
import type { WireRequest } from './wire.ts';

/**
 * Decides everything about a request before it is sent. Rejects what must not or cannot go out: with
 * `plain-http` an address off loopback without a yes, with `invalid-input` other schemes,
 * credentials in the address and a secret that no header can carry.
 */
export function prepare(
  request: HttpRequest,
  allowPlainHttp: boolean,
): Omit<WireRequest, 'signal' | 'onHandOver'> {
  const { method, body, authorization } = request;
  return {
    method,
    url: checkedUrl(request.url, allowPlainHttp),
    changes: request.changes ?? (method !== 'GET' && method !== 'HEAD'),
    headers: {
      accept: 'application/json, */*;q=0.5',
      ...(body === undefined ? {} : { 'content-type': contentTypes[body.type] }),
      ...lowerCase(request.headers ?? {}),
      'user-agent': userAgent,
      ...(authorization === undefined ? {} : { authorization: authorizationValue(authorization) }),
    },
    ...(body === undefined ? {} : { body: bodyText(body) }),
  };
}

const contentTypes = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
} as const;

function checkedUrl(text: string, allowPlainHttp: boolean): URL {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new RegistryError('invalid-input', t('This is not the address of a server.'));
  }
  if (url.username !== '' || url.password !== '') {
    throw new RegistryError(
      'invalid-input',
      t('The address must not contain a user name or a password.'),
    );
  }
  if (url.protocol === 'http:' && !allowPlainHttp && !isLoopback(url.hostname)) {
    throw new RegistryError(
      'plain-http',
      t('Nothing is sent to {0} over plain http before it is allowed for the account.', url.host),
    );
  }
  return url;
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

function authorizationValue(authorization: Authorization): string {
  if (authorization.scheme === 'basic') {
    const { user, password } = authorization;
    if (user.includes(':')) {
      throw new RegistryError('invalid-input', t('A user name cannot contain a colon.'));
    }
    return `Basic ${Buffer.from(`${user}:${password.reveal()}`).toString('base64')}`;
  }
  const token = authorization.token.reveal();
  // A library would put the whole value into its error.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new RegistryError(
      'invalid-input',
      t('The token has characters that no token can have; was it copied completely and alone?'),
      { repair: 'sign-in' },
    );
  }
  return `Bearer ${token}`;
}

function bodyText(body: RequestBody): string {
  return body.type === 'json'
    ? JSON.stringify(body.value)
    : new URLSearchParams(body.value).toString();
}
