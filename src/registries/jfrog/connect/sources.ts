import { closeSync, openSync, readSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { t } from '../../../core/l10n.ts';
import { Secret } from '../../../core/secret.ts';
import { isObject } from '../../../core/is-object.ts';
import { platformUrl } from './address.ts';

/** A place on this machine where a sign-in stands already (docs/registries/jfrog.md §1.3). */
export interface Source {
  readonly id: string;
  readonly label: string;
  readonly url: string;
  readonly user: string;
  readonly token?: Secret;
  readonly refresh?: Secret;
  readonly password?: Secret;
}

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

export const thisMachine = (): Surroundings => ({ env: process.env, home: homedir() });

/** Longest configuration that is read, in bytes. */
const longest = 256 * 1024;

/** What JFrog's other tools have left: environment variables, and the servers of the CLI. */
export function findSources(surroundings: Surroundings = thisMachine()): readonly Source[] {
  return [...fromEnvironment(surroundings), ...fromCli(surroundings)];
}

function fromEnvironment({ env }: Surroundings): readonly Source[] {
  const source = readSource(
    'environment',
    t('Environment variables JFROG_IDE_…'),
    env['JFROG_IDE_URL'] ?? env['JFROG_IDE_PLATFORM_URL'],
    {
      user: env['JFROG_IDE_USERNAME'],
      token: env['JFROG_IDE_ACCESS_TOKEN'],
      password: env['JFROG_IDE_PASSWORD'],
    },
  );
  return source === undefined ? [] : [source];
}

/** The newest configuration of the JFrog CLI; one that is encrypted has nothing for us. */
function fromCli({ env, home }: Surroundings): readonly Source[] {
  const folder = env['JFROG_CLI_HOME_DIR'] ?? join(home, '.jfrog');
  const config = ['6', '5']
    .map((version) => readJson(join(folder, `jfrog-cli.conf.v${version}`)))
    .find((json) => json !== undefined);
  const servers = isObject(config) && config['enc'] !== true ? config['servers'] : undefined;
  if (!Array.isArray(servers)) return [];
  return servers.filter(isObject).flatMap((server) => {
    const id = textOf(server['serverId']) ?? '';
    const address = textOf(server['url']) ?? textOf(server['artifactoryUrl']);
    const source = readSource(`cli:${id}`, t('JFrog CLI: {0}', id), address, {
      user: textOf(server['user']),
      token: textOf(server['accessToken']),
      refresh: textOf(server['refreshToken']),
      password: textOf(server['password']),
    });
    return source ?? [];
  });
}

interface Found {
  readonly user: string | undefined;
  readonly token: string | undefined;
  readonly password: string | undefined;
  readonly refresh?: string | undefined;
}

function readSource(
  id: string,
  label: string,
  address: string | undefined,
  found: Found,
): Source | undefined {
  if (address === undefined || address.trim() === '') return undefined;
  const secret = (name: 'token' | 'password' | 'refresh') => {
    const text = found[name];
    return text !== undefined && text !== '' ? { [name]: new Secret(text) } : {};
  };
  const source: Source = {
    id,
    label,
    url: platformUrl(address),
    user: found.user ?? '',
    ...secret('token'),
    ...secret('refresh'),
    ...secret('password'),
  };
  return source.token === undefined && source.password === undefined ? undefined : source;
}

function readJson(file: string): unknown {
  try {
    const handle = openSync(file, 'r');
    try {
      const bytes = Buffer.alloc(longest);
      const length = readSync(handle, bytes);
      return JSON.parse(bytes.toString('utf8', 0, length)) as unknown;
    } finally {
      closeSync(handle);
    }
  } catch {
    // Not there, not readable, not JSON: nothing to offer.
    return undefined;
  }
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
