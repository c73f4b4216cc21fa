import { isAbsolute, join } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import { isObject } from '../../core/is-object.ts';
import { t } from '../../core/l10n.ts';
import { isInside } from '../../programs/untrusted-paths.ts';
import { changeJson, type JsonObject, readJson } from '../logins/json-file.ts';
import type { DockerEnvironment } from './environment.ts';

/** Docker's configuration as it is on disk. Members that we do not know are kept as they are. */
export interface DockerConfig {
  readonly file: string;
  readonly json: JsonObject;
}

/** Where Docker keeps its configuration: `DOCKER_CONFIG`, else `.docker` in the home folder. */
export function configFile({ env, home, untrusted }: DockerEnvironment): string {
  const named = env['DOCKER_CONFIG'] ?? '';
  const folder = named === '' ? join(home, '.docker') : named;
  const file = join(folder, 'config.json');
  if (!isAbsolute(folder) || isInside(folder, untrusted) || isInside(file, untrusted)) {
    throw new RegistryError(
      'unsupported',
      t('DOCKER_CONFIG names {0}, which cannot be used here.', folder),
    );
  }
  return file;
}

/** Reads the configuration; one that is not there is empty. Rejects as `readJson`. */
export async function readConfig(dockerEnvironment: DockerEnvironment): Promise<DockerConfig> {
  const file = configFile(dockerEnvironment);
  return { file, json: await readJson(file, dockerEnvironment.home) };
}

/** The credential helper that Docker would ask about a host; `undefined`: the file itself. */
export function helperFor({ json }: DockerConfig, host: string): string | undefined {
  const { credHelpers, credsStore } = json;
  const own = isObject(credHelpers) ? credHelpers[host] : undefined;
  const helper = typeof own === 'string' && own !== '' ? own : credsStore;
  return typeof helper === 'string' && helper !== '' ? helper : undefined;
}

export const hasAuth = ({ json }: DockerConfig, host: string): boolean =>
  isObject(json['auths']) && json['auths'][host] !== undefined;

/**
 * Writes the entry of a host into the configuration as it is by now, for the owner's eyes only;
 * `undefined` takes it away. Rejects as `changeJson`.
 */
export async function putAuth(
  file: string,
  host: string,
  entry: JsonObject | undefined,
  home: string,
): Promise<void> {
  const change = (json: JsonObject): JsonObject => {
    const auths = new Map(isObject(json['auths']) ? Object.entries(json['auths']) : []);
    if (entry === undefined) auths.delete(host);
    else auths.set(host, entry);
    return { ...json, auths: Object.fromEntries(auths) };
  };
  await changeJson(file, home, change, true);
}
