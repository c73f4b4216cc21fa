import { Secret } from '../../../core/secret.ts';
import { object, string } from '../../shared/rest/wire.ts';

/**
 * `{token: "<JWT>"}`, as both `/v2/auth` and the federation exchange answer
 * (docs/registries/quay.md §1.3, §2.3).
 */
export const readRegistryToken = (json: unknown): Secret =>
  new Secret(string(object(json, 'body')['token'], 'token'));
