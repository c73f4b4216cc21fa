import { isAbsolute, join } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { isInside } from '../../programs/untrusted-paths.ts';
import { configHome, named, xdgConfigHome } from '../config-home.ts';
import type { DockerEnvironment } from '../docker/environment.ts';

/** Programs that share one file with logins, beside Docker's. */
export interface LoginFiles {
  readonly id: 'podman' | 'helm';
  /** The programs, as a person knows them. */
  readonly programs: () => string;
  /** Where they read logins, the first to be taken first. */
  readonly read: (environment: DockerEnvironment) => readonly string[];
  /** Where their own `login` writes. Throws `unsupported` for one that may not be used. */
  readonly write: (environment: DockerEnvironment) => string;
}

const podman: LoginFiles = {
  id: 'podman',
  programs: () => t('Podman, Skopeo and Buildah'),
  read: (environment) => {
    const { env, platform } = environment;
    return [
      ...runtimeFiles(env, platform),
      join(xdgConfigHome(environment), 'containers', 'auth.json'),
    ];
  },
  write: (environment) => {
    const file = named(environment.env, 'REGISTRY_AUTH_FILE') ?? podman.read(environment)[0] ?? '';
    return usable(file, 'REGISTRY_AUTH_FILE', environment);
  },
};

const helm: LoginFiles = {
  id: 'helm',
  programs: () => t('Helm and its plug-ins'),
  read: (environment) => [
    named(environment.env, 'HELM_REGISTRY_CONFIG') ??
      join(configHome(environment, 'Preferences'), 'helm', 'registry', 'config.json'),
  ],
  write: (environment) =>
    usable(helm.read(environment)[0] ?? '', 'HELM_REGISTRY_CONFIG', environment),
};

/** One line for each file that a login can be written to. */
export const loginFiles: readonly LoginFiles[] = [podman, helm];

/** The file for as long as the person is logged in, which Linux alone has. */
function runtimeFiles(env: DockerEnvironment['env'], platform: NodeJS.Platform): string[] {
  const runtime = named(env, 'XDG_RUNTIME_DIR');
  if (runtime !== undefined) return [join(runtime, 'containers', 'auth.json')];
  if (platform !== 'linux') return [];
  return [join('/run/containers', String(process.getuid?.() ?? 0), 'auth.json')];
}

function usable(file: string, variable: string, { untrusted }: DockerEnvironment): string {
  if (isAbsolute(file) && !isInside(file, untrusted)) return file;
  throw new RegistryError(
    'unsupported',
    t('{0} names {1}, which cannot be used here.', variable, file),
    { repair: null },
  );
}
