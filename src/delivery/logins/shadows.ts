import { join } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import { isObject } from '../../core/is-object.ts';
import { t } from '../../core/l10n.ts';
import type { DockerEnvironment } from '../docker/environment.ts';
import { findProgram } from '../docker/program.ts';
import { isInside } from '../../programs/untrusted-paths.ts';
import { changeJson, readJson, type JsonObject } from './json-file.ts';

/** What keeps a client from asking the helper for a host. */
export interface Shadow {
  /** A whole sentence. */
  readonly message: string;
  /** The file with a login of the host that can be taken out; absent where only a person can. */
  readonly file?: string;
}

/** A file with logins, and who reads it before Docker's. */
interface LoginFile {
  readonly file: string;
  readonly readers: string;
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
  for (const { file, readers } of loginFiles(environment)) {
    if (isInside(file, environment.untrusted)) continue;
    const json = await readOrSay(file, environment.home, shadows);
    if (json === undefined || authsIn(json)[host] === undefined) continue;
    shadows.push({
      message: t('{0} has a login of {1}, which {2} take first.', file, host, readers),
      file,
    });
  }
  return [...shadows, ...variables(environment), ...(await faultsOf(config, environment))];
}

/** Takes the login of a host out of a file, and nothing else. */
export async function removeLogin(file: string, host: string, home: string): Promise<void> {
  await changeJson(file, home, (json) => {
    const auths = new Map(Object.entries(authsIn(json)));
    if (!auths.delete(host)) return json;
    return { ...json, auths: Object.fromEntries(auths) };
  });
}

function loginFiles({ env, home, platform }: DockerEnvironment): LoginFile[] {
  // An empty variable counts as none, as the specification of these folders says.
  const named = (name: string) => (env[name] === '' ? undefined : env[name]);
  const configHome = named('XDG_CONFIG_HOME') ?? join(home, '.config');
  const runtime = named('XDG_RUNTIME_DIR');
  const podman = t('Podman, Skopeo and Buildah');
  const helmHome =
    platform === 'darwin'
      ? join(home, 'Library', 'Preferences', 'helm')
      : platform === 'win32'
        ? join(named('APPDATA') ?? join(home, 'AppData', 'Roaming'), 'helm')
        : join(configHome, 'helm');
  return [
    ...(runtime === undefined
      ? []
      : [{ file: join(runtime, 'containers', 'auth.json'), readers: podman }]),
    { file: join(configHome, 'containers', 'auth.json'), readers: podman },
    {
      file: named('HELM_REGISTRY_CONFIG') ?? join(helmHome, 'registry', 'config.json'),
      readers: t('Helm and its plug-ins'),
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

const authsIn = ({ auths }: JsonObject): JsonObject => (isObject(auths) ? auths : {});

function variables({ env }: DockerEnvironment): Shadow[] {
  const isSet = (name: string) => (env[name] ?? '') !== '';
  return [
    ...(isSet('REGISTRY_AUTH_FILE')
      ? [
          {
            message: t(
              'REGISTRY_AUTH_FILE is set: Podman, Skopeo and Buildah read the file it names and not Docker’s.',
            ),
          },
        ]
      : []),
    ...(isSet('DOCKER_AUTH_CONFIG')
      ? [{ message: t('DOCKER_AUTH_CONFIG is set: Docker takes the logins in it first.') }]
      : []),
  ];
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
