import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import { joinUrl } from '../../../net/http/url.ts';
import type { Reader } from '../../shared/rest/rest-client.ts';
import {
  type Page,
  type ProjectEntry,
  readGroups,
  readNames,
  readProjects,
  readUsers,
  type UserEntry,
} from '../wire/directory.ts';
import type { JfrogApi } from './api.ts';

/** Codes of a list that this sign-in cannot have. */
const closed: readonly string[] = [
  'forbidden',
  'not-found',
  'protocol',
  'sign-in-expired',
  'unsupported',
];

/** Far more pages than a platform has users for; the server's own limit is 1000 rows each. */
const mostPages = 200;

/**
 * Users, groups, projects and roles, to choose from (docs/registries/jfrog.md §2.7). Where the
 * sign-in may not read them, or the server has no such list, the answer is `undefined`: the person
 * types then.
 */
export class DirectoryClient {
  readonly #api: JfrogApi;

  constructor(api: JfrogApi) {
    this.#api = api;
  }

  async users(signal: AbortSignal): Promise<readonly UserEntry[] | undefined> {
    return (
      (await this.#pages('/access/api/v2/users', readUsers, signal)) ??
      (await this.#list('/artifactory/api/security/users', readNames, signal))?.map((name) => ({
        name,
        status: undefined,
      }))
    );
  }

  async groups(signal: AbortSignal): Promise<readonly string[] | undefined> {
    return (
      (await this.#pages('/access/api/v2/groups', readGroups, signal)) ??
      (await this.#list('/artifactory/api/security/groups', readNames, signal))
    );
  }

  projects(signal: AbortSignal): Promise<readonly ProjectEntry[] | undefined> {
    return this.#list('/access/api/v1/projects', readProjects, signal);
  }

  roles(project: string, signal: AbortSignal): Promise<readonly string[] | undefined> {
    return this.#list(joinUrl('/access/api/v1/projects', [project, 'roles']), readNames, signal);
  }

  async #pages<T>(
    path: string,
    read: Reader<Page<T>>,
    signal: AbortSignal,
  ): Promise<readonly T[] | undefined> {
    const rows: T[] = [];
    const cursors = new Set<string>();
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const found = await this.#list(joinUrl(path, [], { cursor }), read, signal);
      if (found === undefined) return undefined;
      rows.push(...found.rows);
      ({ cursor } = found);
      if (cursor === undefined) return rows;
      if (cursors.has(cursor)) break;
      cursors.add(cursor);
    }
    throw new RegistryError(
      'protocol',
      t('{0} answers with page after page of a list, and never with the last one.', this.#api.host),
    );
  }

  async #list<T>(path: string, read: Reader<T>, signal: AbortSignal): Promise<T | undefined> {
    try {
      return await this.#api.get(path, read, {}, signal);
    } catch (error) {
      if (error instanceof RegistryError && closed.includes(error.code)) return undefined;
      throw error;
    }
  }
}
