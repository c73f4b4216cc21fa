import type { Secret } from '../../../core/secret.ts';
import { object, token } from '../../shared/rest/wire.ts';
import { type Info, readInfo } from './info.ts';

/**
 * `GET /users/{name}/token` (docs/registries/drp.md §2.3). The reply tells neither rights nor end.
 */
export interface Minted {
  readonly token: Secret;
  readonly info: Info;
}

export function readMinted(json: unknown): Minted {
  const body = object(json, 'body');
  return { token: token(body['Token'], 'Token'), info: readInfo(body['Info'] ?? {}) };
}
