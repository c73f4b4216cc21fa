import { t } from '../../../core/l10n.ts';
import { unknownLifetime } from '../../../core/lifetime.ts';
import { clusterLogins } from '../../../delivery/cluster/stored-logins.ts';
import { loginTools } from '../../../delivery/logins/tools/index.ts';
import type { StoredLogin } from '../../../delivery/logins/tools/tool.ts';
import { dockerEnvironment } from '../../editor/docker-environment.ts';
import { type SecretFacts, secretFacts } from '../../inspector/logins-document.ts';
import type { Services } from '../../services.ts';
import type { FoundLogin } from './found-login.ts';

/** A namespace of a cluster whose pull secrets are looked at, too. */
export interface Namespace {
  readonly context: string;
  readonly namespace: string;
}

/** Everything that was found, and sentences about what could not be read. */
export interface Findings {
  readonly logins: readonly FoundLogin[];
  /** The programs whose files were looked at, as a person knows them. */
  readonly tools: readonly string[];
  readonly faults: readonly string[];
}

/** Looks into the files of every tool. Nothing is run, and nobody is asked. */
export async function findLogins({ clock }: Pick<Services, 'clock'>): Promise<Findings> {
  const environment = dockerEnvironment();
  const found = await Promise.all(
    loginTools.map(async (tool) => ({ name: tool.name(), ...(await tool.find(environment)) })),
  );
  const now = clock.now();
  const logins = found.map(({ name, logins: some }) => withWords(name, some, now));
  return {
    logins: (await Promise.all(logins)).flat(),
    tools: found.map(({ name }) => name),
    faults: found.flatMap(({ faults }) => faults),
  };
}

/** Looks into the pull secrets of a namespace. Rejects with `RegistryError`. */
export async function findInCluster(
  { context, namespace }: Namespace,
  { sessions, progress, clock }: Pick<Services, 'sessions' | 'progress' | 'clock'>,
): Promise<readonly FoundLogin[]> {
  const kube = await sessions.kubernetes();
  const logins = await progress(t('Reading the pull secrets of {0}…', namespace), (signal) =>
    clusterLogins(kube, context, namespace, signal),
  );
  return withWords(t('Kubernetes'), logins, clock.now());
}

const withWords = (
  tool: string,
  logins: readonly StoredLogin[],
  now: number,
): Promise<readonly FoundLogin[]> =>
  Promise.all(logins.map(async (login) => ({ tool, login, ...(await factsOf(login, now)) })));

async function factsOf({ secret, elsewhere }: StoredLogin, now: number): Promise<SecretFacts> {
  return secret === undefined
    ? { words: elsewhere ?? t('without a secret'), lifetime: unknownLifetime }
    : secretFacts(secret, now);
}
