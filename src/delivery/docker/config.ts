import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import { isObject } from '../../core/is-object.ts';
import { t } from '../../core/l10n.ts';
import { isInside } from '../../programs/untrusted-paths.ts';
import type { DockerEnvironment } from './environment.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** Docker's configuration as it is on disk. Members that we do not know are kept as they are. */
export interface DockerConfig {
  readonly file: string;
  readonly json: JsonObject;
}

/** Where Docker keeps its configuration: `DOCKER_CONFIG`, else `.docker` in the home folder. */
export function configFile({ env, home, untrusted }: DockerEnvironment): string {
  const named = env['DOCKER_CONFIG'] ?? '';
  const folder = named === '' ? join(home, '.docker') : named;
  if (!isAbsolute(folder) || isInside(folder, untrusted)) {
    throw new RegistryError(
      'unsupported',
      t('DOCKER_CONFIG names {0}, which cannot be used here.', folder),
    );
  }
  return join(folder, 'config.json');
}

/** Reads the configuration; one that is not there is empty. Rejects with `invalid-input`. */
export async function readConfig(dockerEnvironment: DockerEnvironment): Promise<DockerConfig> {
  const file = configFile(dockerEnvironment);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if (isCode(cause, 'ENOENT')) return { file, json: {} };
    throw new RegistryError('invalid-input', t('{0} cannot be read.', file), { cause });
  }
  try {
    const json: unknown = JSON.parse(text.trim() === '' ? '{}' : text);
    if (isObject(json)) return { file, json };
  } catch {
    // The parser's own message quotes the text, in which credentials may stand.
  }
  throw new RegistryError(
    'invalid-input',
    t('{0} is not JSON. Mend it first: nothing was changed.', file),
  );
}

/** The credential helper that Docker would ask about a host; `undefined`: the file itself. */
export function helperFor({ json }: DockerConfig, host: string): string | undefined {
  const { credHelpers, credsStore } = json;
  const own = isObject(credHelpers) ? credHelpers[host] : undefined;
  const helper = typeof own === 'string' && own !== '' ? own : credsStore;
  return typeof helper === 'string' && helper !== '' ? helper : undefined;
}

/** The configuration with the entry of a host; `undefined` takes it away. */
export function withAuth(
  { file, json }: DockerConfig,
  host: string,
  entry: JsonObject | undefined,
): DockerConfig {
  const auths = new Map(isObject(json['auths']) ? Object.entries(json['auths']) : []);
  if (entry === undefined) auths.delete(host);
  else auths.set(host, entry);
  return { file, json: { ...json, auths: Object.fromEntries(auths) } };
}

export const hasAuth = ({ json }: DockerConfig, host: string): boolean =>
  isObject(json['auths']) && json['auths'][host] !== undefined;

/**
 * Writes the configuration in one step, for the owner's eyes only: Docker or a crash never sees
 * half of it. A link is followed, so that it stays one.
 */
export async function writeConfig({ file, json }: DockerConfig): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const target = await realpath(file).catch(() => file);
  const temporary = `${target}.${randomUUID()}`;
  try {
    await writeFile(temporary, `${JSON.stringify(json, undefined, '\t')}\n`, { mode: 0o600 });
    await chmod(temporary, 0o600);
    await rename(temporary, target);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new RegistryError('unsupported', t('{0} cannot be written.', target), { cause });
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
