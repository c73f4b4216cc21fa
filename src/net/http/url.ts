import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { trimEnd } from '../../core/trim.ts';

/** An address as a person types it, understood or not. */
export type BaseUrl =
  | { readonly type: 'ok'; readonly url: string }
  /** Plain `http:` off loopback: usable only after an explicit yes. */
  | { readonly type: 'plain-http'; readonly url: string; readonly message: string }
  | {
      readonly type: 'problem';
      readonly problem: 'not-a-url' | 'credentials' | 'scheme';
      readonly message: string;
    };

/**
 * Reads the base address of a server. Spaces around it, a missing `https://`, trailing slashes, a
 * query and a fragment are put right; a path is kept. `url` has no trailing slash.
 */
export function parseBaseUrl(text: string): BaseUrl {
  const trimmed = text.trim();
  const scheme = /^([a-z][a-z0-9+.-]{0,30}):\/\//i.exec(trimmed)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'https' && scheme !== 'http') {
    return problem('scheme', t('The address must begin with https://, not with {0}://.', scheme));
  }
  const whole = scheme === undefined ? `https://${trimmed}` : trimmed;
  const url = /^https?:\/\/[^/\\?#]/i.test(whole) ? URL.parse(whole) : null;
  // A host named "https" is a scheme with a slash too few.
  if (url === null || url.hostname === '' || /^https?$/.test(url.hostname)) {
    return problem('not-a-url', t('This is not the address of a server.'));
  }
  if (url.username !== '' || url.password !== '') {
    return problem(
      'credentials',
      t('Leave the user name and the password out of the address; they are asked for later.'),
    );
  }
  const base = url.origin + trimEnd(url.pathname, '/');
  return url.protocol === 'https:' || isLoopback(url.hostname)
    ? { type: 'ok', url: base }
    : {
        type: 'plain-http',
        url: base,
        message: t(
          'Everybody between this machine and {0} can read what is sent there over plain http, tokens included.',
          url.host,
        ),
      };
}

function problem(name: 'not-a-url' | 'credentials' | 'scheme', message: string): BaseUrl {
  return { type: 'problem', problem: name, message };
}

/** Whether a host name, as `URL.hostname` gives it, can only be this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** The port of an address, the usual one when it names none. */
export function portOf(url: URL): number {
  return url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : Number(url.port);
}

/** `URL.hostname` without the brackets of an IPv6 address. */
export function bareHost(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** Query values; those that are `undefined` are left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Puts an address together. Every segment and every query value is escaped, so that a name can
 * never reach out of its place; a last segment `''` gives a trailing slash. Rejects a name that no
 * address can carry (empty, `.`, `..`) with `invalid-input`.
 */
export function joinUrl(base: string, segments: readonly string[], query: Query = {}): string {
  const path = segments.map((segment, index) => {
    const isTrailingSlash = segment === '' && index === segments.length - 1;
    if (segment === '.' || segment === '..' || (segment === '' && !isTrailingSlash)) {
      throw new RegistryError('invalid-input', t('"{0}" cannot be a name.', segment));
    }
    return `/${escapePart(segment)}`;
  });
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${escapePart(name)}=${escapePart(String(value))}`],
  );
  return base + path.join('') + (pairs.length === 0 ? '' : `?${pairs.join('&')}`);
}

/** Like `encodeURIComponent`, but a lone surrogate is replaced and not thrown at. */
export function escapePart(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}
