import { join } from 'node:path';
import { isObject } from '../../../core/is-object.ts';
import { t } from '../../../core/l10n.ts';
import { Secret } from '../../../core/secret.ts';
import { claimedBy } from '../../../jwt/of-secret.ts';
import type { FormValues } from '../../contract/form.ts';
import type { FoundAccount, Machine } from '../../contract/found-account.ts';
import { lines } from '../../shared/details.ts';
import { tokenShapes } from '../token-shapes.ts';
import { platformUrl } from './address.ts';
import { opensAccess } from './authorization.ts';
import { cliFiles, cliHome } from './traces.ts';

/** What JFrog's other tools are set up with: environment variables, and the servers of the CLI. */
export async function sources(machine: Machine): Promise<readonly FoundAccount[]> {
  return [...fromEnvironment(machine.variables), ...(await fromCli(machine))];
}

function fromEnvironment(variables: Machine['variables']): readonly FoundAccount[] {
  return found(
    t('the variables JFROG_IDE_…'),
    undefined,
    variables['JFROG_IDE_URL'] ?? variables['JFROG_IDE_PLATFORM_URL'],
    {
      user: variables['JFROG_IDE_USERNAME'],
      token: variables['JFROG_IDE_ACCESS_TOKEN'],
      password: variables['JFROG_IDE_PASSWORD'],
    },
  );
}

/** The servers of the JFrog CLI; a configuration that is encrypted has nothing for us. */
async function fromCli({ variables, read }: Machine): Promise<readonly FoundAccount[]> {
  const folder = variables[cliHome] ?? '.jfrog';
  for (const name of cliFiles) {
    const file = join(folder, name);
    const config = parse(await read(file));
    if (config === undefined) continue;
    const servers = isObject(config) && config['enc'] !== true ? config['servers'] : undefined;
    if (!Array.isArray(servers)) return [];
    const source = variables[cliHome] === undefined ? `~/${file}` : file;
    return servers.filter(isObject).flatMap((server) => {
      const address = textOf(server['url']) ?? textOf(server['artifactoryUrl']);
      return found(source, textOf(server['serverId']), address, {
        user: textOf(server['user']),
        // Its refresh token stays with the CLI: it is good once, for whoever comes first
        // (docs/registries/jfrog.md §1.3).
        token: textOf(server['accessToken']),
        password: textOf(server['password']),
      });
    });
  }
  return [];
}

interface Told {
  readonly user: string | undefined;
  readonly token: string | undefined;
  readonly password: string | undefined;
}

function found(
  source: string,
  name: string | undefined,
  address: string | undefined,
  { user, token, password }: Told,
): readonly FoundAccount[] {
  if (address === undefined || address.trim() === '') return [];
  const url = platformUrl(address);
  const host = URL.parse(url)?.host ?? url;
  const signIn = signInOf(user, token, password);
  if (signIn === undefined) return [];
  const { method, ends } = signIn;
  return [
    {
      source,
      label: name ?? (user === undefined || user === '' ? host : `${user}@${host}`),
      hasSignIn: method === 'token',
      values: { url, ...(user === undefined ? {} : { user }), ...signIn.values },
      preview: lines(
        [t('Address'), url],
        [t('User'), user],
        [t('Sign-in'), method === 'token' ? t('a token') : t('a password')],
        [t('Token ends'), ends],
      ),
    },
  ];
}

/** A token, unless it is of the sort that the CLI makes from a password: the password does more. */
function signInOf(
  user: string | undefined,
  token: string | undefined,
  password: string | undefined,
): { method: 'token' | 'password'; values: FormValues; ends?: number } | undefined {
  const held = isFilled(token) ? new Secret(token) : undefined;
  const opens = held !== undefined && opensAccess({ scheme: 'bearer', token: held });
  if (held !== undefined && (opens || !isFilled(password))) {
    const { lifetime } = claimedBy(held, [tokenShapes]);
    const ends = lifetime.kind === 'until' ? { ends: lifetime.at } : {};
    return { method: 'token', values: { method: 'token', token: held }, ...ends };
  }
  if (!isFilled(password) || !isFilled(user)) return undefined;
  const values = { method: 'password', password: new Secret(password) };
  return { method: 'password', values };
}

const isFilled = (text: string | undefined): text is string => text !== undefined && text !== '';

function parse(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON: nothing to offer. The parser's own message would quote the text.
    return undefined;
  }
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
