import { t } from '../../../core/l10n.ts';
import type { FormValues } from '../../contract/form.ts';
import type { FoundAccount } from '../../contract/found-account.ts';
import type { Machine } from '../../contract/machine.ts';
import { lines } from '../../shared/details.ts';
import { platformUrl } from './address.ts';
import { type CliConfiguration, type CliServer, readCli } from './cli-servers.ts';
import { type FoundSignIn, foundSignIn } from './found-sign-in.ts';

/** What JFrog's other tools are set up with: environment variables, and the servers of the CLI. */
export async function sources(machine: Machine): Promise<readonly FoundAccount[]> {
  const cli = await readCli(machine);
  return [
    ...fromEnvironment(machine.variables),
    ...(cli?.servers.flatMap((server) => fromServer(server, cli)) ?? []),
  ];
}

function fromEnvironment(variables: Machine['variables']): readonly FoundAccount[] {
  const user = variables['JFROG_IDE_USERNAME'];
  return found(
    {
      source: t('the variables JFROG_IDE_…'),
      name: undefined,
      address: variables['JFROG_IDE_URL'] ?? variables['JFROG_IDE_PLATFORM_URL'],
      user,
    },
    foundSignIn({
      user,
      token: variables['JFROG_IDE_ACCESS_TOKEN'],
      password: variables['JFROG_IDE_PASSWORD'],
    }),
  );
}

/**
 * A server of the CLI. Its refresh token stays there: it is good once, for whoever comes first
 * (docs/registries/jfrog.md §9).
 */
function fromServer(
  server: CliServer,
  { file, isEncrypted }: CliConfiguration,
): readonly FoundAccount[] {
  const from = { source: file, ...server };
  if (isEncrypted) {
    const isSignedIn = server.token !== undefined || server.password !== undefined;
    const obstacle = t('encrypted by the JFrog CLI, and so not read; you are asked for one');
    return found(from, isSignedIn ? { obstacle } : undefined);
  }
  const signIn = foundSignIn(server);
  if (signIn === undefined || 'obstacle' in signIn) return found(from, signIn);
  if (signIn.method === 'password') return found(from, signIn, { stored: 'cli' });
  const isReplaced =
    !signIn.isPassword && signIn.lifetime.kind === 'until' && server.refreshTokens.length > 0;
  return found(from, signIn, isReplaced ? { replaced: 'cli' } : {});
}

interface Origin {
  readonly source: string;
  readonly name: string | undefined;
  readonly address: string | undefined;
  readonly user: string | undefined;
}

/** @param how what the steps of Add Account need to know of where the sign-in stood */
function found(
  { source, name, address, user }: Origin,
  signIn: FoundSignIn | undefined,
  how: { readonly stored?: 'cli'; readonly replaced?: 'cli' } = {},
): readonly FoundAccount[] {
  if (signIn === undefined || address === undefined || address.trim() === '') return [];
  const url = platformUrl(address);
  const host = URL.parse(url)?.host ?? url;
  const isUser = user !== undefined && user !== '';
  const hasSignIn = 'method' in signIn && signIn.method === 'token';
  return [
    {
      source,
      label: name ?? (isUser ? `${user}@${host}` : host),
      hasSignIn,
      hasSteps: 'method' in signIn && (signIn.method === 'password' || how.replaced !== undefined),
      values: { url, ...(isUser ? { user } : {}), ...valuesOf(signIn), ...how },
      preview: lines(
        [t('Address'), url],
        [t('User'), user],
        [t('Sign-in'), wordsOf(signIn)],
        [t('Token ends'), endOf(signIn)],
        [
          t('JFrog CLI'),
          how.replaced && t('will renew this token for itself, and it ends then, if not before'),
        ],
      ),
    },
  ];
}

function valuesOf(signIn: FoundSignIn): FormValues {
  if ('obstacle' in signIn) return {};
  return signIn.method === 'token'
    ? { method: 'token', token: signIn.token }
    : { method: 'password', password: signIn.password };
}

function wordsOf(signIn: FoundSignIn): string {
  if ('obstacle' in signIn) return signIn.obstacle;
  return signIn.method === 'token' ? t('a token') : t('a password');
}

const endOf = (signIn: FoundSignIn): number | undefined =>
  'lifetime' in signIn && signIn.lifetime.kind === 'until' ? signIn.lifetime.at : undefined;
