import { escapePart } from '../../../net/http/url.ts';
import { type AppToken, readAppTokens } from '../wire/app-token.ts';
import { readOrganizationPage } from '../wire/organization.ts';
import type { QuayApi } from './api.ts';
import * as meanings from './meanings.ts';

/** Organizations a page: as many as the server gives. */
const pageLength = 100;

/** What super users see of everybody (docs/registries/quay.md §2.4, §2.6). */
export class SuperUserClient {
  readonly #api: QuayApi;

  constructor(api: QuayApi) {
    this.#api = api;
  }

  /** The names of all organizations, in the server's pages. */
  async *organizations(
    signal: AbortSignal,
  ): AsyncGenerator<readonly string[], undefined, undefined> {
    let next: string | undefined;
    do {
      const behind = next === undefined ? '' : `&next_page=${escapePart(next)}`;
      // Without the slash the server redirects.
      const path = `/api/v1/superuser/organizations/?limit=${pageLength}${behind}`;
      const page = await this.#api.get(path, readOrganizationPage, meanings.superUser(), signal);
      yield page.names;
      next = page.next;
    } while (next !== undefined);
  }

  /** The app tokens of all users; whose each is, the server does not tell. */
  appTokens(signal: AbortSignal): Promise<readonly AppToken[]> {
    const path = '/api/v1/superuser/apptokens';
    return this.#api.get(path, readAppTokens, meanings.superUser(), signal);
  }
}
