import { isObject } from '../../../core/is-object.ts';
import { object, optionalString } from '../../shared/rest/wire.ts';
import { usualCatalog, type Catalog } from '../claims/catalog.ts';

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

function readRbac(license: unknown): boolean | undefined {
  const licenses = isObject(license) ? license['Licenses'] : undefined;
  if (!Array.isArray(licenses)) return undefined;
  return licenses.some(
    (one) =>
      isObject(one) && one['Name'] === 'rbac' && one['Active'] === true && one['Expired'] !== true,
  );
}

/** Major and minor number of a version; `undefined` when it cannot be read. */
export function release({ version }: Pick<Info, 'version'>): readonly [number, number] | undefined {
  const match = /^v?(\d+)\.(\d+)/.exec(version);
  return match === null ? undefined : [Number(match[1]), Number(match[2])];
}

/** Whether the server is older than a release; `false` when it does not tell. */
export function isBefore(info: Pick<Info, 'version'>, major: number, minor: number): boolean {
  const found = release(info);
  return found !== undefined && (found[0] < major || (found[0] === major && found[1] < minor));
}
