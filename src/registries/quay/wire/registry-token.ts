import type { Secret } from '../../../core/secret.ts';
import { object, token } from '../../shared/rest/wire.ts';

/**
 * `{token: "<JWT>"}`, as both `/v2/auth` and the federation exchange answer
 * (docs/registries/quay.md §1.3, §2.3).
 */
export const readRegistryToken = (json: unknown): Secret =>
  token(object(json, 'body')['token'], 'token');
