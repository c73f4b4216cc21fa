import type { TokenRecord } from '../../../core/token.ts';

/** Who logs in where: what every form for an image registry is made of. */
export interface ImageLogin {
  /** Host and, where there is one, port. */
  readonly host: string;
  readonly user: string;
}

/** The login that goes with a token; `undefined` when no image registry accepts it. */
export function imageLogin(record: TokenRecord): ImageLogin | undefined {
  const { registryHost, loginName } = record;
  if (registryHost === undefined || loginName === undefined) return undefined;
  return { host: registryHost, user: loginName };
}

/** `user:token` in base64 of its UTF-8 bytes, as Basic authentication and Docker want it. */
export const basicCredentials = (user: string, token: string): string =>
  Buffer.from(`${user}:${token}`, 'utf8').toString('base64');
