import { join } from 'node:path';
import type { DockerEnvironment } from './docker/environment.ts';

type Around = Pick<DockerEnvironment, 'env' | 'home'>;

/** A variable; an empty one counts as none, as the specification of these folders says. */
export const named = (env: DockerEnvironment['env'], name: string): string | undefined =>
  env[name] === '' ? undefined : env[name];

/** Where programs keep a user's settings by the XDG Base Directory Specification. */
export const xdgConfigHome = ({ env, home }: Around): string =>
  named(env, 'XDG_CONFIG_HOME') ?? join(home, '.config');

/** Where programs of Windows keep a user's settings. */
export const appData = ({ env, home }: Around): string =>
  named(env, 'APPDATA') ?? join(home, 'AppData', 'Roaming');

/**
 * Where a program keeps a user's settings on this system.
 *
 * @param library its folder below `~/Library` on macOS; where it has none, XDG's counts there, too
 */
export function configHome(
  environment: DockerEnvironment,
  library?: 'Application Support' | 'Preferences',
): string {
  const { platform, home } = environment;
  if (platform === 'win32') return appData(environment);
  return platform === 'darwin' && library !== undefined
    ? join(home, 'Library', library)
    : xdgConfigHome(environment);
}
