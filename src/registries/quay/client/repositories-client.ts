import { joinUrl } from '../../../net/http/url.ts';
import {
  readFoundRepositories,
  readRepositoryPage,
  type RepositoryPage,
} from '../wire/repository.ts';
import type { QuayApi } from './api.ts';

/** A search gives ten a page: as many pages as somebody waits for. */
const searchedPages = 3;

/** The repositories of a namespace, as far as the user sees them (docs/registries/quay.md §8.2). */
export class RepositoriesClient {
  readonly #api: QuayApi;

  constructor(api: QuayApi) {
    this.#api = api;
  }

  /** A hundred at a time, in the server's order. */
  page(namespace: string, next: string | undefined, signal: AbortSignal): Promise<RepositoryPage> {
    const path = joinUrl('', ['api', 'v1', 'repository'], { namespace, next_page: next });
    return this.#api.get(path, readRepositoryPage, {}, signal);
  }

  /**
   * Those of a namespace whose name contains a text. The server searches all namespaces; some
   * versions take one before a slash, others find nothing then and are asked again without it.
   */
  async find(namespace: string, text: string, signal: AbortSignal): Promise<readonly string[]> {
    const names = await this.#search(`${namespace}/${text}`, namespace, signal);
    return names.length > 0 ? names : this.#search(text, namespace, signal);
  }

  /** Whether there is a repository of that name, or one that the API token may not look at. */
  async exists(namespace: string, name: string, signal: AbortSignal): Promise<boolean> {
    const path = joinUrl('', ['api', 'v1', 'repository', namespace, ...name.split('/')], {
      includeTags: false,
    });
    const { status } = await this.#api.ask(path, signal);
    return status !== 404;
  }

  async #search(query: string, namespace: string, signal: AbortSignal): Promise<readonly string[]> {
    const names: string[] = [];
    for (let page = 1; page <= searchedPages; page += 1) {
      const path = joinUrl('', ['api', 'v1', 'find', 'repositories'], { query, page });
      const { found, hasMore } = await this.#api.get(path, readFoundRepositories, {}, signal);
      names.push(...found.filter((one) => one.namespace === namespace).map(({ name }) => name));
      if (!hasMore) break;
    }
    return names;
  }
}
