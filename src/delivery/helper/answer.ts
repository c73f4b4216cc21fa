import { isObject } from '../../core/is-object.ts';
import type { Secret } from '../../core/secret.ts';
import { type Question, refusal, type Reply } from './protocol.ts';

/** A login as a client gets it. */
export interface Handout {
  readonly user: string;
  readonly secret: Secret;
}

/** What stands behind the helper: which hosts are served, and by what. */
export interface Counter {
  /** The served hosts with their user names. */
  readonly hosts: () => Promise<readonly { readonly host: string; readonly user: string }[]>;
  /** The login of a host for a program; `undefined`: it is not served, or not to this program. */
  readonly hand: (host: string, program: string) => Promise<Handout | undefined>;
  /** Whether the login is the one that a host is served with. Counts as no use. */
  readonly isHandedOut: (host: string, secret: string) => Promise<boolean>;
}

/** Answers one question of the credential-helper protocol. */
export async function answer({ operation, input, program }: Question, counter: Counter) {
  switch (operation) {
    case 'get':
      return get(input, program ?? '', counter);
    case 'store':
      return store(input, counter);
    case 'erase':
      // A client that logs out, or was refused, takes away nothing: serving ends in the editor.
      return { code: 0, stdout: '' };
    case 'list': {
      const hosts = await counter.hosts();
      const entries = hosts.map(({ host, user }) => [host, user] as const);
      return { code: 0, stdout: JSON.stringify(Object.fromEntries(entries)) };
    }
    default:
      return refusal;
  }
}

async function get(input: string, program: string, counter: Counter): Promise<Reply> {
  const address = input.trim();
  const host = hostOf(address);
  const login = host === undefined ? undefined : await counter.hand(host, program);
  if (login === undefined) return refusal;
  const { user, secret } = login;
  const entry = { ServerURL: address, Username: user, Secret: secret.reveal() };
  return { code: 0, stdout: JSON.stringify(entry) };
}

/** `docker login` stores what it was handed out; nothing is kept, and another secret is refused. */
async function store(input: string, counter: Counter): Promise<Reply> {
  const { url, secret } = parseEntry(input);
  const host = url === undefined ? undefined : hostOf(url);
  if (host !== undefined && secret !== undefined && (await counter.isHandedOut(host, secret))) {
    return { code: 0, stdout: '' };
  }
  return {
    code: 1,
    stdout:
      'Registry Tokens serves this host and stores no other login. Use Stop Serving in the editor first.',
  };
}

function parseEntry(input: string): { readonly url?: string; readonly secret?: string } {
  try {
    const value: unknown = JSON.parse(input);
    const { ServerURL: url, Secret: secret } = isObject(value) ? value : {};
    return typeof url === 'string' && typeof secret === 'string' ? { url, secret } : {};
  } catch {
    return {};
  }
}

/**
 * The host of what a client names: a host with or without a port, or the address of its API as
 * older clients write it. A path is of a repository, which is not served as such.
 */
function hostOf(address: string): string | undefined {
  return /^(?:https?:\/\/)?([^/\s@?#]+)(?:\/(?:v[12]\/?)?)?$/i.exec(address)?.[1]?.toLowerCase();
}
