import type { Cluster } from '@kubernetes/client-node/dist/config_types.js';
import {
  ActionOnInvalid,
  newClusters,
  newContexts,
  newUsers,
} from '@kubernetes/client-node/dist/config_types.js';
import { isObject } from '../../../core/is-object.ts';
import { Secret } from '../../../core/secret.ts';

/** A cluster of a kubeconfig; paths as they are written. */
export interface ClusterEntry {
  readonly name: string;
  /** Without a slash at its end. */
  readonly server: string;
  readonly caFile: string | undefined;
  readonly caData: string | undefined;
  readonly skipTlsVerify: boolean;
  readonly serverName: string | undefined;
  readonly proxyUrl: string | undefined;
  /** What a credential plugin is told of the cluster as it is written. */
  readonly written: WrittenCluster;
}

/** Members of a cluster that only its credential plugin looks at. */
export interface WrittenCluster {
  readonly server: string;
  readonly disableCompression: boolean;
  /** The value of the extension for credential plugins, `null` without one. */
  readonly execConfig: unknown;
}

interface ContextEntry {
  readonly name: string;
  readonly cluster: string;
  readonly user: string;
  readonly namespace: string | undefined;
}

/** As whom else a user acts (`as` and its companions). */
export interface Impersonation {
  /** Empty when only its companions are given, which no server takes. */
  readonly user: string;
  readonly groups: readonly string[];
  readonly uid: string | undefined;
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

/** How a user of a kubeconfig signs in; paths as they are written. */
export interface UserEntry {
  readonly name: string;
  readonly token: Secret | undefined;
  readonly tokenFile: string | undefined;
  readonly username: string | undefined;
  readonly password: Secret | undefined;
  readonly certFile: string | undefined;
  readonly certData: string | undefined;
  readonly keyFile: string | undefined;
  readonly keyData: Secret | undefined;
  readonly impersonation: Impersonation | undefined;
  /** The credential plugin, read where it is used. */
  readonly exec: unknown;
  readonly authProvider: AuthProvider | undefined;
}

/** The older way of plugins, of which kubectl still knows `oidc`. */
export interface AuthProvider {
  readonly name: string;
  /** What may be seen of its `config`. */
  readonly config: Readonly<Record<string, string>>;
  readonly secrets: ProviderSecrets;
}

/** The secret members of a provider's `config`. */
export type ProviderSecrets = Readonly<Record<SecretMember, Secret | undefined>>;

type SecretMember = (typeof secretMembers)[number];
const secretMembers = ['id-token', 'refresh-token', 'client-secret'] as const;

/** What one kubeconfig says. Entries without a name or an address are passed over. */
export interface KubeconfigEntries {
  readonly clusters: readonly ClusterEntry[];
  readonly contexts: readonly ContextEntry[];
  readonly users: readonly UserEntry[];
  readonly currentContext: string;
}

/**
 * Reads a parsed kubeconfig with the reader of client-node, and beside it what that leaves out:
 * `tokenFile`, and of impersonation all but the user. Throws `TypeError` when it is no mapping.
 */
export function readEntries(config: unknown): KubeconfigEntries {
  if (!isObject(config)) throw new TypeError('a kubeconfig is a mapping');
  return {
    clusters: newClusters(config['clusters'], valid).map((cluster) => ({
      ...readCluster(cluster),
      written: readWritten(config['clusters'], cluster),
    })),
    contexts: newContexts(config['contexts'], valid).map((context) => ({
      name: context.name,
      cluster: text(context.cluster) ?? '',
      user: text(context.user) ?? '',
      namespace: text(context.namespace),
    })),
    users: (Array.isArray(config['users']) ? config['users'] : []).flatMap(readUser),
    currentContext: text(config['current-context']) ?? '',
  };
}

/** Entries that cannot be used are passed over: the others may be all that is wanted. */
const valid = { onInvalidEntry: ActionOnInvalid.FILTER };

const readCluster = (cluster: Cluster): Omit<ClusterEntry, 'written'> => ({
  name: cluster.name,
  server: cluster.server,
  caFile: text(cluster.caFile),
  caData: text(cluster.caData),
  skipTlsVerify: cluster.skipTLSVerify,
  serverName: text(cluster.tlsServerName),
  proxyUrl: text(cluster.proxyUrl),
});

function readWritten(clusters: unknown, { name, server }: Cluster): WrittenCluster {
  const entry = list(clusters).find((each) => each['name'] === name);
  const members = isObject(entry?.['cluster']) ? entry['cluster'] : {};
  const extension = list(members['extensions']).find(
    (each) => each['name'] === 'client.authentication.k8s.io/exec',
  );
  return {
    server: text(members['server']) ?? server,
    disableCompression: members['disable-compression'] === true,
    execConfig: extension?.['extension'] ?? null,
  };
}

const list = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

function readUser(entry: unknown): readonly UserEntry[] {
  if (!isObject(entry)) return [];
  const members = isObject(entry['user']) ? entry['user'] : {};
  // client-node would read the file of a member that kubectl does not know, whoever names it.
  const known = { ...entry, user: { ...members, 'token-file': undefined } };
  return newUsers([known], valid).map((user) => ({
    name: user.name,
    token: secret(user.token),
    tokenFile: text(members['tokenFile']),
    username: text(user.username),
    password: secret(user.password),
    certFile: text(user.certFile),
    certData: text(user.certData),
    keyFile: text(user.keyFile),
    keyData: secret(user.keyData),
    impersonation: readImpersonation(members),
    exec: (user.exec as unknown) ?? undefined,
    authProvider: readAuthProvider(user.authProvider),
  }));
}

function readImpersonation(members: Readonly<Record<string, unknown>>): Impersonation | undefined {
  const user = text(members['as']);
  const groups = texts(members['as-groups']);
  const uid = text(members['as-uid']);
  const given = members['as-user-extra'];
  const extra = Object.entries(isObject(given) ? given : {}).map(
    ([key, values]) => [key, texts(values)] as const,
  );
  const isEmpty = user === undefined && uid === undefined && groups.length + extra.length === 0;
  return isEmpty ? undefined : { user: user ?? '', groups, uid, extra: Object.fromEntries(extra) };
}

function readAuthProvider(value: unknown): AuthProvider | undefined {
  if (!isObject(value)) return undefined;
  const given = value['config'];
  const members = isObject(given) ? given : {};
  const hidden: readonly string[] = secretMembers;
  const config = Object.entries(members).flatMap(([key, member]) => {
    const known = hidden.includes(key) ? undefined : text(member);
    return known === undefined ? [] : [[key, known] as const];
  });
  return {
    name: text(value['name']) ?? '',
    config: Object.fromEntries(config),
    secrets: {
      'id-token': secret(members['id-token']),
      'refresh-token': secret(members['refresh-token']),
      'client-secret': secret(members['client-secret']),
    },
  };
}

/** As kubectl, which takes a number for no text, and an empty text for none. */
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

function secret(value: unknown): Secret | undefined {
  const known = text(value);
  return known === undefined ? undefined : new Secret(known);
}

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.flatMap((entry) => text(entry) ?? []) : [];
