import { isObject } from '../credentials/plugin-config.ts';

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
}

export interface ContextEntry {
  readonly name: string;
  readonly cluster: string;
  readonly user: string;
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
  readonly token: string | undefined;
  readonly tokenFile: string | undefined;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly certFile: string | undefined;
  readonly certData: string | undefined;
  readonly keyFile: string | undefined;
  readonly keyData: string | undefined;
  readonly impersonation: Impersonation | undefined;
  /** The credential plugin, read where it is used. */
  readonly exec: unknown;
  readonly authProvider: AuthProvider | undefined;
}

/** The older way of plugins, of which kubectl still knows `oidc`. */
export interface AuthProvider {
  readonly name: string;
  readonly config: Readonly<Record<string, string>>;
}

/** What one kubeconfig says. Entries without a name or an address are passed over. */
export interface KubeconfigEntries {
  readonly clusters: readonly ClusterEntry[];
  readonly contexts: readonly ContextEntry[];
  readonly users: readonly UserEntry[];
  readonly currentContext: string;
}

/** Reads a parsed kubeconfig. Throws `TypeError` when it is no mapping at all. */
export function readEntries(config: unknown): KubeconfigEntries {
  if (!isObject(config)) throw new TypeError('a kubeconfig is a mapping');
  return {
    clusters: named(config['clusters'], 'cluster').flatMap(readCluster),
    contexts: named(config['contexts'], 'context').map(readContext),
    users: named(config['users'], 'user').map(readUser),
    currentContext: text(config['current-context']) ?? '',
  };
}

type Entry = readonly [name: string, members: Readonly<Record<string, unknown>>];

function named(list: unknown, member: string): readonly Entry[] {
  return (Array.isArray(list) ? list : []).filter(isObject).flatMap((entry): readonly Entry[] => {
    const name = text(entry['name']);
    const members = entry[member];
    return name === undefined ? [] : [[name, isObject(members) ? members : {}]];
  });
}

function readCluster([name, members]: Entry): readonly ClusterEntry[] {
  const server = text(members['server']);
  if (server === undefined) return [];
  return [
    {
      name,
      server: server.replace(/\/$/, ''),
      caFile: text(members['certificate-authority']),
      caData: text(members['certificate-authority-data']),
      skipTlsVerify: members['insecure-skip-tls-verify'] === true,
      serverName: text(members['tls-server-name']),
      proxyUrl: text(members['proxy-url']),
    },
  ];
}

const readContext = ([name, members]: Entry): ContextEntry => ({
  name,
  cluster: text(members['cluster']) ?? '',
  user: text(members['user']) ?? '',
});

const readUser = ([name, members]: Entry): UserEntry => ({
  name,
  token: text(members['token']),
  tokenFile: text(members['tokenFile']),
  username: text(members['username']),
  password: text(members['password']),
  certFile: text(members['client-certificate']),
  certData: text(members['client-certificate-data']),
  keyFile: text(members['client-key']),
  keyData: text(members['client-key-data']),
  impersonation: readImpersonation(members),
  exec: members['exec'] ?? undefined,
  authProvider: readAuthProvider(members['auth-provider']),
});

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
  const config = Object.entries(isObject(given) ? given : {}).flatMap(([key, member]) => {
    const known = text(member);
    return known === undefined ? [] : [[key, known] as const];
  });
  return { name: text(value['name']) ?? '', config: Object.fromEntries(config) };
}

/** As kubectl, which takes a number for no text, and an empty text for none. */
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.flatMap((entry) => text(entry) ?? []) : [];
