import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { excerpt, type OutsideText } from '../../core/outside-text.ts';
import { Secret } from '../../core/secret.ts';
import { memberOf, textOf } from '../../core/values.ts';
import type { DockerEnvironment } from './environment.ts';
import { findProgram } from './program.ts';
import { run } from './run.ts';

/** Who logs in where, and with what. */
export interface Login {
  /** Host and, where there is one, port. */
  readonly host: string;
  readonly user: string;
  readonly secret: Secret;
}

/** The Windows store takes 2 560 bytes, and it counts two for a character. */
const windowsLimit = 2560 / 2;

/**
 * Stores a login with one of Docker's credential helpers, which take it on standard input. Rejects
 * with `unsupported`, saying why.
 */
export async function storeWithHelper(
  name: string,
  { host, user, secret }: Login,
  dockerEnvironment: DockerEnvironment,
  signal: AbortSignal,
): Promise<void> {
  const entry = { ServerURL: host, Username: user, Secret: secret.reveal() };
  const program = programOf(name, dockerEnvironment);
  const { code, said } = await run(
    program,
    ['store'],
    new Secret(JSON.stringify(entry)),
    dockerEnvironment,
    signal,
  );
  if (code !== 0) throw refusedToStore(name, secret, said);
}

/** What a credential helper has for a host. Rejects with `not-found`, or `unsupported`. */
export async function getFromHelper(
  name: string,
  host: string,
  dockerEnvironment: DockerEnvironment,
  signal: AbortSignal,
): Promise<Login> {
  const program = programOf(name, dockerEnvironment);
  const { code, said } = await run(program, ['get'], host, dockerEnvironment, signal);
  const entry = said.read((text): Omit<Login, 'host'> | undefined => {
    const [line = ''] = text.split('\n');
    const [user, secret] = ['Username', 'Secret'].map((member) =>
      textOf(memberOf(parse(line), member)),
    );
    return secret === undefined ? undefined : { user: user ?? '', secret: new Secret(secret) };
  });
  if (code === 0 && entry !== undefined) return { host, ...entry };
  throw new RegistryError(
    'not-found',
    t('The credential helper {0} has no login for {1}.', name, host),
    { repair: null },
  );
}

/** Removes a login; one that is not there is no error. */
export async function eraseWithHelper(
  name: string,
  host: string,
  dockerEnvironment: DockerEnvironment,
  signal: AbortSignal,
): Promise<void> {
  const program = programOf(name, dockerEnvironment);
  const { code, said } = await run(program, ['erase'], host, dockerEnvironment, signal);
  if (code !== 0 && !said.says(/not found/i)) {
    throw new RegistryError(
      'unsupported',
      t('The credential helper {0} could not remove the login for {1}.', name, host),
    );
  }
}

/** Why a store refused a secret; its length is the usual reason on Windows. */
export function refusedToStore(name: string, secret: Secret, words: OutsideText): RegistryError {
  const isLong =
    words.says(/stub received bad data|too (?:long|large|big)|data area passed/i) ||
    (name.startsWith('wincred') && secret.length > windowsLimit);
  const message = isLong
    ? t(
        'The credential store {0} accepts no secrets of this length ({1} characters). Use a reference token, which is short, or another credential store.',
        name,
        secret.length,
      )
    : t(
        'The credential store {0} did not accept the login: {1}',
        name,
        excerpt(words, 200, 'first-line'),
      );
  return new RegistryError('unsupported', message, { repair: null });
}

/** The name comes from a file: only what can be the name of a program is taken for one. */
function programOf(name: string, dockerEnvironment: DockerEnvironment): string {
  const program = /^[A-Za-z0-9._-]+$/.test(name)
    ? findProgram(`docker-credential-${name}`, dockerEnvironment)
    : undefined;
  if (program !== undefined) return program;
  throw new RegistryError(
    'unsupported',
    t(
      'Docker’s configuration names the credential helper “{0}”, but docker-credential-{0} is not on the PATH.',
      name,
    ),
    { repair: null },
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
