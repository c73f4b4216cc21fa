/** User name and password of a Basic header. */
export interface BasicCredentials {
  readonly username: string;
  readonly password: string;
}

/** Why a header holds no credentials; the exchange of keyless tokens tells it. */
export interface BasicComplaint {
  readonly complaint: string;
}

/** Parses `Authorization: Basic …`; undefined if it is another scheme or cannot be read. */
export function parseBasic(header: string | undefined): BasicCredentials | undefined {
  const read = readBasic(header ?? '');
  return 'complaint' in read ? undefined : read;
}

/** Reads `Authorization: Basic …` as Quay does. */
export function readBasic(header: string): BasicCredentials | BasicComplaint {
  const [scheme = '', encoded, ...rest] = header.split(' ').filter((part) => part !== '');
  if (scheme.toLowerCase() !== 'basic' || encoded === undefined || rest.length > 0) {
    return { complaint: 'Invalid basic auth header' };
  }
  const text = decode(encoded);
  if (text === undefined) {
    return { complaint: 'Could not parse basic auth header' };
  }
  const colon = text.indexOf(':');
  return colon < 0
    ? { complaint: 'Unexpected number of credentials found in basic auth header' }
    : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** Base64 as Python reads it: foreign characters are overlooked, padding is insisted on. */
function decode(encoded: string): string | undefined {
  const known = encoded.replace(/[^A-Za-z0-9+/=]/g, '');
  if (known.length % 4 !== 0) {
    return undefined;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(known, 'base64'));
  } catch {
    return undefined;
  }
}
