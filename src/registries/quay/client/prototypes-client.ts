import { joinUrl } from '../../../net/http/url.ts';
import { orMissing } from '../../shared/rest/lost-answer.ts';
import { nothing, type Reader } from '../../shared/rest/rest-client.ts';
import { object } from '../../shared/rest/wire.ts';
import { type Prototype, readPrototypes } from '../wire/prototype.ts';
import type { QuayApi } from './api.ts';
import * as meanings from './meanings.ts';

/** The default permissions of organizations (docs/registries/quay.md §8.2). */
export class PrototypesClient {
  readonly #api: QuayApi;

  constructor(api: QuayApi) {
    this.#api = api;
  }

  list(organization: string, signal: AbortSignal): Promise<readonly Prototype[]> {
    return this.#api.get(pathOf(organization), readPrototypes, meaningOf(organization), signal);
  }

  async add(
    organization: string,
    { role, activatingUser, delegate }: Omit<Prototype, 'id'>,
    signal: AbortSignal,
  ): Promise<void> {
    const value = {
      role,
      delegate,
      ...(activatingUser === undefined ? {} : { activating_user: { name: activatingUser } }),
    };
    await this.#api.change(
      {
        method: 'POST',
        path: pathOf(organization),
        body: { type: 'json', value },
        read: anObject,
        meaning: meaningOf(organization),
      },
      signal,
    );
  }

  /** Gives it another role. */
  async change(organization: string, id: string, role: string, signal: AbortSignal): Promise<void> {
    await this.#api.change(
      {
        method: 'PUT',
        path: pathOf(organization, id),
        body: { type: 'json', value: { role } },
        read: anObject,
        meaning: meaningOf(organization),
      },
      signal,
    );
  }

  /** Takes it away; it may be gone already. */
  async remove(organization: string, id: string, signal: AbortSignal): Promise<void> {
    const to = { path: pathOf(organization, id), meaning: meaningOf(organization) };
    await orMissing(this.#api.change({ ...to, method: 'DELETE', read: nothing }, signal));
  }
}

const anObject: Reader<void> = (json) => void object(json, 'body');

const meaningOf = (organization: string) => ({
  forbidden: () => meanings.robotAdmin({ kind: 'organization', name: organization }),
});

const pathOf = (organization: string, ...id: readonly string[]): string =>
  joinUrl('', ['api', 'v1', 'organization', organization, 'prototypes', ...id]);
