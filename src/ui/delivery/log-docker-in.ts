import type { Account } from '../../core/account.ts';
import type { Login } from '../../delivery/docker/helper.ts';
import { findDocker, type LoggedIn } from '../../delivery/docker/login.ts';
import { loginWithDocker, loginWithoutDocker } from '../../delivery/docker/login.ts';
import { askWith, dockerEnvironment } from '../editor/docker-environment.ts';
import type { Services } from '../services.ts';

/**
 * Logs Docker in with its own program, or writes what that would where there is none. Rejects with
 * `RegistryError`, whose message names the cause.
 */
export async function logDockerIn(
  login: Login,
  account: Account,
  { sessions }: Pick<Services, 'sessions'>,
  signal: AbortSignal,
): Promise<LoggedIn> {
  const { http } = await sessions.connection(account);
  const around = dockerEnvironment();
  const docker = findDocker(around);
  const options = {
    origin: originOf(login.host, account),
    ask: askWith(http),
    dockerEnvironment: around,
    signal,
  };
  return docker === undefined
    ? loginWithoutDocker(login, options)
    : loginWithDocker(docker, login, options);
}

/** The registry of an account is usually its own host; another one is asked over https. */
export function originOf(host: string, { url }: Account): string {
  const own = URL.parse(url);
  return own?.host === host ? own.origin : `https://${host}`;
}
