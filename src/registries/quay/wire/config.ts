import { isObject } from '../../../core/is-object.ts';
import { type JsonObject, object } from '../../shared/rest/wire.ts';

/** What `GET /config` tells anyone, as far as it is used here (docs/registries/quay.md §0). */
export interface Config {
  /** Host and port that images are named by. */
  readonly serverHostname: string | undefined;
  /**
   * `[3, 18, 0]`; absent where the server keeps it to itself, as quay.io does, and where a build
   * calls itself after a version that it need not be, such as `v3.11.0-nightly-20260821`.
   */
  readonly version: Version | undefined;
  readonly appTokens: boolean;
  readonly tracksLastUse: boolean;
  readonly robotsDisallowed: boolean;
  readonly readOnly: boolean;
  /** Super users may act in all namespaces, and not only list them. */
  readonly superUsersFullAccess: boolean;
}

export type Version = readonly [major: number, minor: number, patch: number];

/** Reads what is there and takes the server's defaults for the rest: only `features` is required. */
export function readConfig(json: unknown): Config {
  const body = object(json, 'config');
  const features = object(body['features'], 'config.features');
  const config: JsonObject = isObject(body['config']) ? body['config'] : {};
  return {
    serverHostname: hostname(config['SERVER_HOSTNAME']),
    version: readVersion(body['version_number']),
    appTokens: features['APP_SPECIFIC_TOKENS'] !== false,
    tracksLastUse: features['USER_LAST_ACCESSED'] !== false,
    robotsDisallowed: config['ROBOTS_DISALLOW'] === true,
    readOnly: body['registry_state'] === 'readonly',
    superUsersFullAccess: features['SUPERUSERS_FULL_ACCESS'] === true,
  };
}

/** Before anything is known: what a server does unless its administrator said otherwise. */
export const usualConfig: Config = {
  serverHostname: undefined,
  version: undefined,
  appTokens: true,
  tracksLastUse: true,
  robotsDisallowed: false,
  readOnly: false,
  superUsersFullAccess: false,
};

function hostname(value: unknown): string | undefined {
  const shape = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;
  return typeof value === 'string' && shape.test(value) ? value : undefined;
}

function readVersion(value: unknown): Version | undefined {
  const match =
    typeof value === 'string'
      ? /^(?:Quay )?v?(\d{1,9})\.(\d{1,9})(?:\.(\d{1,9}))?$/.exec(value)
      : null;
  return match === null ? undefined : [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
}

export function atLeast(version: Version, wanted: Version): boolean {
  const [major, minor, patch] = version;
  if (major !== wanted[0]) return major > wanted[0];
  if (minor !== wanted[1]) return minor > wanted[1];
  return patch >= wanted[2];
}

/**
 * The paths of `GET /api/v1/discovery`, a Swagger listing of the routes that exist
 * (docs/registries/quay.md §0).
 */
export const readRoutes = (json: unknown): readonly string[] =>
  Object.keys(object(object(json, 'discovery')['paths'], 'discovery.paths'));
