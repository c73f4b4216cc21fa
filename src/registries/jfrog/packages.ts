import { t } from '../../core/l10n.ts';
import type { PackageFormat, PackageRepository } from '../../core/package-repository.ts';
import { joinUrl } from '../../net/http/url.ts';
import type { Packages } from '../contract/registry.ts';
import { array, object, optionalString, string } from '../shared/rest/wire.ts';
import type { JfrogApi } from './client/api.ts';

/** How repositories of a format are called and where their clients find them. */
interface Endpoint {
  /** Package types, as the server takes them in a query. */
  readonly types: readonly string[];
  /** Below `/artifactory` (docs/registries/jfrog.md §2.9). */
  readonly path: (key: string) => readonly string[];
}

const endpoints: Readonly<Partial<Record<PackageFormat, Endpoint>>> = {
  npm: { types: ['npm'], path: (key) => ['api', 'npm', key] },
  pypi: { types: ['pypi'], path: (key) => ['api', 'pypi', key] },
  maven: { types: ['maven', 'gradle'], path: (key) => [key] },
  go: { types: ['go'], path: (key) => ['api', 'go', key] },
  nuget: { types: ['nuget'], path: (key) => ['api', 'nuget', 'v3', key, 'index.json'] },
  cargo: { types: ['cargo'], path: (key) => ['api', 'cargo', key, 'index'] },
  helm: { types: ['helm'], path: (key) => ['api', 'helm', key] },
  terraform: { types: ['terraform'], path: (key) => ['api', 'terraform', key] },
};

/** A virtual repository has the packages of others, so that it is what people mean most. */
const order = ['virtual', 'remote', 'federated', 'local'];

/** The package repositories of a platform at an address, as the account's user may see them. */
export const packagesOf = (api: JfrogApi, url: string): Packages => ({
  formats: Object.keys(endpoints) as readonly PackageFormat[],
  repositories: async (format, signal) => {
    const endpoint = endpoints[format];
    if (endpoint === undefined) return [];
    const found: Listed[] = [];
    for (const type of endpoint.types) {
      const path = `/artifactory/api/repositories?packageType=${type}`;
      const meaning = {
        forbidden: () => t('Your sign-in may not list the repositories.'),
        missing: () => t('The server does not list its repositories.'),
      };
      const listed = await api.get(path, readRepositories, meaning, signal);
      // Before 6.2 the query is not looked at. What no address can lead to hides no other.
      const usable = ({ key, packageType }: Listed) =>
        packageType === type && !['', '.', '..'].includes(key);
      found.push(...listed.filter(usable));
    }
    const rank = ({ type }: Listed) => order.indexOf(type);
    return found
      .toSorted((one, other) => rank(one) - rank(other) || (one.key < other.key ? -1 : 1))
      .map(({ key, type, description }): PackageRepository => ({
        name: key,
        format,
        url: joinUrl(url, ['artifactory', ...endpoint.path(key)]),
        description: [type, description].filter((text) => text !== '').join(' · '),
      }));
  },
});

interface Listed {
  readonly key: string;
  /** In lower case, both: they are written in several ways. */
  readonly type: string;
  readonly packageType: string;
  readonly description: string;
}

const readRepositories = (json: unknown): readonly Listed[] =>
  array(json, 'body').map((entry) => {
    const repository = object(entry, '[]');
    return {
      key: string(repository['key'], '[].key'),
      type: string(repository['type'], '[].type').toLowerCase(),
      packageType: (
        optionalString(repository['packageType'], '[].packageType') ?? ''
      ).toLowerCase(),
      description: optionalString(repository['description'], '[].description') ?? '',
    };
  });
