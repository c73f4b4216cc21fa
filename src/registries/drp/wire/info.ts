import { isObject } from '../../../core/is-object.ts';
import { object, optionalString } from '../../shared/rest/wire.ts';
import { type Catalog, usualCatalog } from '../claims/catalog.ts';

/**
 * What is read of `models.Info` (docs/registries/drp.md §2.2); licenses hold addresses, which are
 * left there.
 */
export interface Info {
  /** As the server writes it, such as `v4.11.5`; `''` when it does not tell. */
  readonly version: string;
  /** The scopes and actions the server knows; the usual ones when it does not tell. */
  readonly catalog: Catalog;
  /** Whether the catalog is the server's own. */
  readonly tellsScopes: boolean;
  /** Whether roles can be changed; `undefined` when it does not tell. */
  readonly rbac: boolean | undefined;
}

export function readInfo(json: unknown): Info {
  const info = object(json, 'Info');
  const catalog = readScopes(info['scopes']);
  return {
    version: optionalString(info['version'], 'Info.version') ?? '',
    catalog: catalog ?? usualCatalog,
    tellsScopes: catalog !== undefined,
    rbac: readRbac(info['License']),
  };
}

/** `{scope: {action: {}}}`; a passive node leaves it out. */
function readScopes(scopes: unknown): Catalog | undefined {
  if (!isObject(scopes)) return undefined;
  const entries = Object.entries(scopes).map(
    ([scope, actions]) => [scope, new Set(isObject(actions) ? Object.keys(actions) : [])] as const,
  );
  return entries.length === 0 ? undefined : new Map(entries);
}

/** Licenses that let roles be changed while they are active, which one past its soft end still is. */
const roleLicenses = ['rbac', 'carte-blanche', 'upto-nodes'];

function readRbac(license: unknown): boolean | undefined {
  const licenses = isObject(license) ? license['Licenses'] : undefined;
  if (!Array.isArray(licenses)) return undefined;
  return licenses.some(
    (one) => isObject(one) && roleLicenses.includes(String(one['Name'])) && one['Active'] === true,
  );
}

/** What is known of a server whose info the sign-in may not read. */
export const unreadInfo = (version: string): Info => ({
  version,
  catalog: usualCatalog,
  tellsScopes: false,
  rbac: undefined,
});

/** How a server lets tokens be narrowed (docs/registries/drp.md §8). */
export type NarrowingOffer =
  /** Before 3.9: by one triplet of single names, which it takes word for word. */
  | 'one-triplet'
  /** 3.9 to 3.13: by nothing; `roles` makes the server fail, and triplets are ignored. */
  | 'none'
  /** From v4 on, by its pages: by roles, and by triplets as some say. */
  | 'documented';

export function narrowingOffer(info: Pick<Info, 'version'>): NarrowingOffer {
  if (isBefore(info, 3, 9)) return 'one-triplet';
  return isBefore(info, 4, 0) ? 'none' : 'documented';
}

/** Whether a token for another user than the caller lives at all: it never did before 3.13. */
export const issuesForOthers = (info: Pick<Info, 'version'>): boolean => !isBefore(info, 3, 13);

/** Major and minor number of a version; `undefined` when it cannot be read. */
function release({ version }: Pick<Info, 'version'>): readonly [number, number] | undefined {
  const match = /^v?(\d+)\.(\d+)/.exec(version);
  return match === null ? undefined : [Number(match[1]), Number(match[2])];
}

/** Whether the server is older than a release; `false` when it does not tell. */
export function isBefore(info: Pick<Info, 'version'>, major: number, minor: number): boolean {
  const found = release(info);
  return found !== undefined && (found[0] < major || (found[0] === major && found[1] < minor));
}
