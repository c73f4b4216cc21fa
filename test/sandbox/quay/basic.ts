/** User name and password of a Basic header. */
export interface BasicCredentials {
  readonly username: string;
  readonly password: string;
}

/** Parses `Authorization: Basic …`; undefined if it is another scheme or cannot be read. */
export function parseBasic(header: string | undefined): BasicCredentials | undefined {
  const [scheme, encoded, ...rest] = (header ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'basic' || encoded === undefined || rest.length > 0) {
    return undefined;
  }
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0
    ? undefined
    : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}
