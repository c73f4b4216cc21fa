import { array, object, optionalBoolean, optionalString, string } from '../../shared/rest/wire.ts';

/** Some repositories of a namespace, by their bare names (docs/registries/quay.md §8.2). */
export interface RepositoryPage {
  readonly names: readonly string[];
  /** Asks for the page behind; absent on the last one. */
  readonly next: string | undefined;
}

/** `{repositories: […], next_page?}` */
export function readRepositoryPage(json: unknown): RepositoryPage {
  const body = object(json, 'body');
  return {
    names: array(body['repositories'], 'repositories').map((entry) =>
      string(object(entry, 'repositories[]')['name'], 'repositories[].name'),
    ),
    next: optionalString(body['next_page'], 'next_page'),
  };
}

/** What a search brought: of all namespaces that the user sees. */
export interface FoundRepositories {
  readonly found: readonly { readonly namespace: string; readonly name: string }[];
  readonly hasMore: boolean;
}

/** `{results: […], has_additional}` */
export function readFoundRepositories(json: unknown): FoundRepositories {
  const body = object(json, 'body');
  const found = array(body['results'], 'results').map((entry) => {
    const result = object(entry, 'results[]');
    const namespace = object(result['namespace'], 'results[].namespace');
    return {
      namespace: string(namespace['name'], 'results[].namespace.name'),
      name: string(result['name'], 'results[].name'),
    };
  });
  return { found, hasMore: optionalBoolean(body['has_additional'], 'has_additional') ?? false };
}
