import { joinUrl } from '../../../net/http/url.ts';
import { nothing } from '../../shared/rest/rest-client.ts';
import {
  type AppToken,
  type AppTokenWithCode,
  readAppToken,
  readAppTokens,
} from '../wire/app-token.ts';
import type { QuayApi } from './api.ts';
import * as meanings from './meanings.ts';

const path = '/api/v1/user/apptoken';

/**
 * The user's own app-specific tokens (docs/registries/quay.md §2.6). Every method is one request.
 */
export class AppTokensClient {
  readonly #api: QuayApi;

  constructor(api: QuayApi) {
    this.#api = api;
  }

  list(signal: AbortSignal): Promise<readonly AppToken[]> {
    return this.#api.get(path, readAppTokens, meanings.appTokens, signal);
  }

  /** One token with its code. An expired one is as missing as a revoked one. */
  get(uuid: string, signal: AbortSignal): Promise<AppTokenWithCode> {
    return this.#api.get(one(uuid), readAppToken, meanings.appTokens, signal);
  }

  create(title: string, signal: AbortSignal): Promise<AppTokenWithCode> {
    return this.#api.change(
      {
        method: 'POST',
        path,
        body: { type: 'json', value: { title } },
        read: readAppToken,
        meaning: meanings.appTokens,
      },
      signal,
    );
  }

  revoke(uuid: string, signal: AbortSignal): Promise<void> {
    return this.#api.change(
      { method: 'DELETE', path: one(uuid), read: nothing, meaning: meanings.appTokens },
      signal,
    );
  }
}

const one = (uuid: string): string => joinUrl(path, [uuid]);
