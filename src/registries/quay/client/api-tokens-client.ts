import { joinUrl } from '../../../net/http/url.ts';
import { nothing } from '../../shared/rest/rest-client.ts';
import {
  type ApiTokenPage,
  type IssuedApiToken,
  readApiTokenPage,
  readIssuedApiToken,
} from '../wire/api-token.ts';
import {
  type Application,
  type Authorization,
  readApplications,
  readAuthorizations,
} from '../wire/application.ts';
import type { QuayApi } from './api.ts';
import * as meanings from './meanings.ts';

/** An OAuth application as it is addressed. */
export interface ApplicationName {
  readonly organization: string;
  readonly clientId: string;
}

/** What a new API token is to be. */
export interface WantedApiToken {
  readonly name: string;
  readonly scope: readonly string[];
  /** Whole seconds. */
  readonly lifetime: number;
}

const granted = '/api/v1/user/authorizations';

/**
 * API tokens of OAuth applications, of all their users, and those that the user has granted
 * (docs/registries/quay.md §2.7, §8.2). Every method is one request.
 */
export class ApiTokensClient {
  readonly #api: QuayApi;

  constructor(api: QuayApi) {
    this.#api = api;
  }

  /** The OAuth applications of an organization. */
  applications(organization: string, signal: AbortSignal): Promise<readonly Application[]> {
    const path = joinUrl('', ['api', 'v1', 'organization', organization, 'applications']);
    return this.#api.get(path, readApplications, meanings.apiTokens, signal);
  }

  /** Fifty at a time, newest first; expired ones are left out. */
  page(
    application: ApplicationName,
    next: string | undefined,
    signal: AbortSignal,
  ): Promise<ApiTokenPage> {
    const path = joinUrl(tokensOf(application), [], { next_page: next });
    return this.#api.get(path, readApiTokenPage, meanings.apiTokens, signal);
  }

  issue(
    application: ApplicationName,
    { name, scope, lifetime }: WantedApiToken,
    signal: AbortSignal,
  ): Promise<IssuedApiToken> {
    return this.#api.change(
      {
        method: 'POST',
        path: tokensOf(application),
        body: { type: 'json', value: { name, scope: scope.join(' '), expiration: lifetime } },
        read: readIssuedApiToken,
        meaning: meanings.issueApiToken(application.organization),
      },
      signal,
    );
  }

  revoke(application: ApplicationName, uuid: string, signal: AbortSignal): Promise<void> {
    const path = joinUrl(tokensOf(application), [uuid]);
    const meaning = meanings.apiTokens;
    return this.#api.change({ method: 'DELETE', path, read: nothing, meaning }, signal);
  }

  authorizations(signal: AbortSignal): Promise<readonly Authorization[]> {
    return this.#api.get(granted, readAuthorizations, meanings.authorizations, signal);
  }

  withdraw(uuid: string, signal: AbortSignal): Promise<void> {
    const path = joinUrl(granted, [uuid]);
    const meaning = meanings.authorizations;
    return this.#api.change({ method: 'DELETE', path, read: nothing, meaning }, signal);
  }
}

const tokensOf = ({ organization, clientId }: ApplicationName): string =>
  joinUrl('', ['api', 'v1', 'organization', organization, 'applications', clientId, 'tokens']);
