import { nothing } from '../../shared/rest/rest-client.ts';
import type { RobotName } from '../rows/names.ts';
import { type FederationEntry, readFederation } from '../wire/federation.ts';
import type { QuayApi } from './api.ts';
import * as meanings from './meanings.ts';
import { robotPath } from './robots-client.ts';

/** The outside identities that a robot trusts (docs/registries/quay.md §2.2). */
export class FederationClient {
  readonly #api: QuayApi;

  constructor(api: QuayApi) {
    this.#api = api;
  }

  list(name: RobotName, signal: AbortSignal): Promise<readonly FederationEntry[]> {
    return this.#api.get(path(name), readFederation, meanings.federation(name), signal);
  }

  /** Replaces the whole list; the server has no other way. */
  async replace(
    name: RobotName,
    entries: readonly Readonly<Record<string, unknown>>[],
    signal: AbortSignal,
  ): Promise<void> {
    const to = { path: path(name), meaning: meanings.federation(name) };
    if (entries.length === 0) {
      await this.#api.change({ ...to, method: 'DELETE', read: nothing }, signal);
    } else {
      await this.#api.change(
        { ...to, method: 'POST', body: { type: 'json', value: entries }, read: readFederation },
        signal,
      );
    }
  }
}

const path = (name: RobotName): string => robotPath(name, 'federation');
