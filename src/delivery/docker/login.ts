import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { type Ask, type Check, checkLogin } from './check.ts';
import { helperFor, putAuth, readConfig } from './config.ts';
import type { DockerEnvironment } from './environment.ts';
import { explainFailure } from './explain-login.ts';
import { type Login, storeWithHelper } from './helper.ts';
import { findProgram } from './program.ts';
import { run } from './run.ts';

export interface LoginOptions {
  /** Origin of the registry, for the check. */
  readonly origin: string;
  readonly ask: Ask;
  readonly dockerEnvironment: DockerEnvironment;
  readonly signal: AbortSignal;
}

/** What a login has done: who keeps it now, and what the registry says of it. */
export interface LoggedIn {
  /** The file, or the credential helper. */
  readonly storedIn: string;
  readonly isPlainFile: boolean;
  readonly check: Check;
}

/** The docker program of this machine, if there is one that may be run. */
export const findDocker = (dockerEnvironment: DockerEnvironment): string | undefined =>
  findProgram('docker', dockerEnvironment);

/**
 * Logs in with the docker program: the token goes to its standard input, and Docker writes it where
 * it keeps its logins. Rejects with `RegistryError`, whose message names the cause.
 */
export async function loginWithDocker(
  docker: string,
  login: Login,
  options: LoginOptions,
): Promise<LoggedIn> {
  const { host, user, secret } = login;
  mustBeHost(host);
  const { dockerEnvironment, signal } = options;
  const args = ['login', `--username=${user}`, '--password-stdin', host];
  const { code, said } = await run(docker, args, secret, dockerEnvironment, signal);
  const check = await checkLogin(options.origin, login, options.ask, signal);
  if (code !== 0) throw explainFailure(said, login, check);
  return { ...(await keeper(host, dockerEnvironment)), check };
}

/**
 * Logs in without the docker program: writes where Docker would, through its credential helper or
 * into its file. The registry is asked first, since nobody else does.
 */
export async function loginWithoutDocker(login: Login, options: LoginOptions): Promise<LoggedIn> {
  const { host, user, secret } = login;
  mustBeHost(host);
  const { dockerEnvironment, signal } = options;
  const config = await readConfig(dockerEnvironment);
  const check = await checkLogin(options.origin, login, options.ask, signal);
  if (check.state === 'refused') {
    throw new RegistryError('not-authorized', check.message, { repair: null });
  }
  const helper = helperFor(config, host);
  if (helper === undefined) {
    const auth = Buffer.from(`${user}:${secret.reveal()}`, 'utf8').toString('base64');
    await putAuth(config.file, host, { auth }, dockerEnvironment.home);
  } else {
    await storeWithHelper(helper, login, dockerEnvironment, signal);
    // Docker looks for the host here, and finds nothing but that it has a login.
    await putAuth(config.file, host, {}, dockerEnvironment.home);
  }
  return { ...(await keeper(host, dockerEnvironment)), check };
}

async function keeper(
  host: string,
  dockerEnvironment: DockerEnvironment,
): Promise<Pick<LoggedIn, 'storedIn' | 'isPlainFile'>> {
  const config = await readConfig(dockerEnvironment);
  const helper = helperFor(config, host);
  return helper === undefined
    ? { storedIn: config.file, isPlainFile: true }
    : { storedIn: t('the credential store “{0}”', helper), isPlainFile: false };
}

/** It becomes an argument and the key of an entry. */
export function mustBeHost(host: string): void {
  if (/^[A-Za-z0-9[][A-Za-z0-9.:[\]-]*$/.test(host)) return;
  throw new RegistryError('invalid-input', t('“{0}” is not the host of a registry.', host));
}
