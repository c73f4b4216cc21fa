import type { Secret } from '../../../core/secret.ts';
import type { HttpReply } from '../../../net/http/http.ts';
import { escapePart, joinUrl } from '../../../net/http/url.ts';
import type { QuayApi } from './api.ts';

/** The two doors that take Basic credentials and hand out JWTs; both only read. */
export class LoginClient {
  readonly #api: QuayApi;

  constructor(api: QuayApi) {
    this.#api = api;
  }

  /**
   * Logs in to the image registry (docs/registries/quay.md §1.3). Without scopes it merely tells
   * whether the credentials count. Every status is the caller's to judge.
   */
  login(login: Login, signal: AbortSignal): Promise<HttpReply> {
    const { user, password, service, scopes } = login;
    const path = joinUrl('', ['v2', 'auth'], { service });
    // `joinUrl` takes each name once; `scope` may repeat.
    const rest = scopes.map((scope) => `&scope=${escapePart(scope)}`).join('');
    return this.#api.fetch(path + rest, signal, { scheme: 'basic', user, password });
  }

  /** Exchanges an outside identity's token for a robot's (docs/registries/quay.md §2.3). */
  exchange(robot: string, identity: Secret, signal: AbortSignal): Promise<HttpReply> {
    const path = '/oauth2/federation/robot/token';
    return this.#api.fetch(path, signal, { scheme: 'basic', user: robot, password: identity });
  }
}

export interface Login {
  readonly user: string;
  readonly password: Secret;
  /** The registry's own host name; it becomes the `aud` of the JWT. */
  readonly service: string;
  /** `repository:namespace/name:pull,push` */
  readonly scopes: readonly string[];
}
