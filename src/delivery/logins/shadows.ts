import { isAbsolute } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import { isObject } from '../../core/is-object.ts';
import { t } from '../../core/l10n.ts';
import { isInside } from '../../programs/untrusted-paths.ts';
import type { DockerEnvironment } from '../docker/environment.ts';
import { findProgram } from '../docker/program.ts';
import { helperName } from '../helper/names.ts';
import { helperOf } from './credential-helpers.ts';
import { loginsOf } from './file-login.ts';
import { loginFiles } from './files.ts';
import { type JsonObject, readJson } from './json-file.ts';
import { firstAsked } from './registries-conf.ts';

/** What keeps a client from asking the helper for a host. */
export interface Shadow {
  /** A whole sentence. */
  readonly message: string;
  /** The file that can be changed; absent where only a person can do something. */
  readonly file?: string;
  /** What helps: to take the host's login out of the file, or to name our helper in it. */
  readonly help?: 'remove-login' | 'name-helper';
}

/**
 * What wins over the helper for a host: logins in the files of Podman and its kin and of Helm, and
 * variables that name another place. Seen with podman 4.3, skopeo 1.9 and buildah 1.28, which look
 * into their own files before Docker's.
 */
export async function findShadows(
  host: string,
  config: string,
  environment: DockerEnvironment,
): Promise<Shadow[]> {
  const shadows: Shadow[] = [];
  const files = loginFiles.flatMap(({ programs, read }) =>
    read(environment).map((file) => ({ file, readers: programs() })),
  );
  for (const { file, readers } of files) {
    if (isInside(file, environment.untrusted)) continue;
    const json = await readOrSay(file, environment.home, shadows);
    if (json === undefined) continue;
    if (loginsOf(host, json).length > 0) {
      shadows.push({
        message: t('{0} has a login for {1}, which {2} take first.', file, host, readers),
        file,
        help: 'remove-login',
      });
    }
    const { credHelpers } = json;
    const helper = isObject(credHelpers) ? credHelpers[host] : undefined;
    if (typeof helper === 'string' && helper !== helperName) {
      shadows.push({
        message: t('{0} has {1} ask “{2}” for logins of {3}.', file, readers, helper, host),
        file,
        help: 'name-helper',
      });
    }
  }
  return [
    ...shadows,
    ...(await helpersOfAll(environment)),
    ...(await variables(host, environment)),
    ...(await faultsOf(config, environment)),
  ];
}

/** Helpers that Podman and its kin ask for every host before they look into any file. */
async function helpersOfAll(environment: DockerEnvironment): Promise<Shadow[]> {
  const found = await firstAsked(environment);
  if (found === undefined) return [];
  const names = found.helpers.map((name) => `“${name}”`).join(', ');
  return [
    {
      message: found.only
        ? t(
            '{0} has Podman, Skopeo and Buildah ask {1} for logins, and read no file.',
            found.file,
            names,
          )
        : t('{0} has Podman, Skopeo and Buildah ask {1} for logins first.', found.file, names),
    },
  ];
}

/** A file of another program that cannot be read is its own matter, and worth a sentence. */
async function readOrSay(
  file: string,
  home: string,
  shadows: Shadow[],
): Promise<JsonObject | undefined> {
  try {
    return await readJson(file, home);
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    shadows.push({ message: error.message });
    return undefined;
  }
}

async function variables(host: string, environment: DockerEnvironment): Promise<Shadow[]> {
  const { env, home, untrusted } = environment;
  const shadows: Shadow[] = [];
  const file = env['REGISTRY_AUTH_FILE'] ?? '';
  const isUsable = isAbsolute(file) && !isInside(file, untrusted);
  const names = isUsable ? await helperOf(file, host, home).catch(() => undefined) : undefined;
  if (file !== '' && names !== helperName) {
    shadows.push({
      message: t(
        'REGISTRY_AUTH_FILE is set: Podman, Skopeo and Buildah read the file it names and not Docker’s.',
      ),
      ...(isUsable ? { file, help: 'name-helper' as const } : {}),
    });
  }
  if ((env['DOCKER_AUTH_CONFIG'] ?? '') !== '') {
    shadows.push({
      message: t('DOCKER_AUTH_CONFIG is set: Docker takes the logins in it first.'),
    });
  }
  return shadows;
}

/** Faults of Docker's own file by which its clients fail before they ask any helper. */
async function faultsOf(config: string, environment: DockerEnvironment): Promise<Shadow[]> {
  const { aliases, credsStore } = await readJson(config, environment.home);
  const isFine =
    aliases === undefined ||
    (isObject(aliases) && Object.values(aliases).every((value) => typeof value === 'string'));
  return [
    ...(isFine
      ? []
      : [
          {
            message: t(
              '{0} has “aliases” that Docker cannot read. Docker fails until they are repaired.',
              config,
            ),
          },
        ]),
    ...(typeof credsStore === 'string' && credsStore !== '' && isMissing(credsStore, environment)
      ? [
          {
            message: t(
              '{0} names the credential store “{1}”, but docker-credential-{1} is not on the PATH. Clients that ask for all logins fail.',
              config,
              credsStore,
            ),
          },
        ]
      : []),
  ];
}

const isMissing = (name: string, environment: DockerEnvironment): boolean =>
  !/^[A-Za-z0-9._-]+$/.test(name) ||
  findProgram(`docker-credential-${name}`, environment) === undefined;
