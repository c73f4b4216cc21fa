import { isObject } from '../../core/is-object.ts';
import { Secret } from '../../core/secret.ts';
import { memberOf, textOf } from '../../core/values.ts';

/** A login as files of Docker and Podman, and pull secrets of Kubernetes, hold it. */
export interface FileLogin {
  /** The host, or whatever else the file has in its place; Docker Hub's is an address. */
  readonly host: string;
  /** Absent for a token that goes without a name. */
  readonly userName?: string;
  /** Absent where a credential helper has it, or where it cannot be read. */
  readonly secret?: Secret;
  /** What the secret is used as: a password, or a token that the registry gave. */
  readonly use: 'password' | 'identity-token' | 'registry-token';
}

/** Longer texts are no login files: 1 MB. */
const longest = 1_000_000;

/**
 * The logins in a text: Docker's `config.json`, its older `.dockercfg`, Podman's `auth.json`, a
 * Secret of Kubernetes with one of them (as JSON or YAML), or base64 of any. `undefined` when it is
 * none. Reads nothing but the text.
 */
export function readAuthFile(text: string): readonly FileLogin[] | undefined {
  if (text.length > longest) return undefined;
  return readJson(text) ?? readBase64(text) ?? readWithin(text);
}

function readJson(text: string): readonly FileLogin[] | undefined {
  // To fail at a text costs many times as much; a manifest may have thousands of other members.
  if (!/^\s*\{/.test(text)) return undefined;
  const json = parse(text);
  if (!isObject(json)) return undefined;
  return readSecret(json) ?? readAuths(json);
}

/** One Secret, or a list of what there is, as kubectl prints it. */
function readSecret(json: object): readonly FileLogin[] | undefined {
  const items = memberOf(json, 'items');
  if (Array.isArray(items)) {
    const found = (items as readonly unknown[]).map((item) =>
      isObject(item) ? readSecret(item) : undefined,
    );
    return found.every((logins) => logins === undefined)
      ? undefined
      : found.flatMap((logins) => logins ?? []);
  }
  for (const name of ['.dockerconfigjson', '.dockercfg']) {
    const encoded = textOf(memberOf(memberOf(json, 'data'), name));
    if (encoded !== undefined) return readBase64(encoded);
    const plain = textOf(memberOf(memberOf(json, 'stringData'), name));
    if (plain !== undefined) return readJson(plain);
  }
  return undefined;
}

function readAuths(json: Readonly<Record<string, unknown>>): readonly FileLogin[] | undefined {
  const auths = 'auths' in json ? json['auths'] : json;
  if (!isObject(auths)) return undefined;
  const entries = Object.entries(auths);
  // Without `auths` around them, only entries that could be nothing else are logins.
  const isLogin = (entry: unknown): boolean =>
    isObject(entry) && ('auth' in entry || ('username' in entry && 'password' in entry));
  if (
    !('auths' in json) &&
    (entries.length === 0 || !entries.every(([, entry]) => isLogin(entry)))
  ) {
    return undefined;
  }
  return entries.map(([host, entry]) => readEntry(host, entry));
}

function readEntry(host: string, entry: unknown): FileLogin {
  const member = (name: string): string | undefined => textOf(memberOf(entry, name));
  const [named, password] = [member('username'), member('password')];
  const [identity, registry] = [member('identitytoken'), member('registrytoken')];
  const pair = pairOf(member('auth') ?? '');
  const userName = named ?? pair?.userName;
  const secret = identity ?? registry ?? password ?? pair?.password;
  return {
    host,
    use:
      identity !== undefined
        ? 'identity-token'
        : registry !== undefined
          ? 'registry-token'
          : 'password',
    ...(userName === undefined || userName === '' ? {} : { userName }),
    ...(secret === undefined || secret === '' ? {} : { secret: new Secret(secret) }),
  };
}

/** `user:password` in base64; a password may have colons. */
function pairOf(
  auth: string,
): { readonly userName: string; readonly password: string } | undefined {
  const text = Buffer.from(auth, 'base64').toString();
  const colon = text.indexOf(':');
  // Docker has written zeros behind the password.
  return colon < 0
    ? undefined
    : {
        userName: text.slice(0, colon),
        password: text.slice(colon + 1).replace(/(?<!\0)\0+$/, ''),
      };
}

function readBase64(text: string): readonly FileLogin[] | undefined {
  const compact = text.replace(/\s+/g, '');
  if (!/^e[A-Za-z0-9+/_-]{8,}={0,2}$/.test(compact)) return undefined;
  return readJson(Buffer.from(compact, 'base64').toString());
}

/**
 * `.dockerconfigjson: eyJhdXRocyI6…` in YAML: in the indented lines below, or on its line, in quotes
 * of either sort or without.
 */
const yamlMember =
  /^([ \t]*)["']?\.docker(?:configjson|cfg)["']?:[ \t]*(?:[|>][+-]?[ \t]*\n((?:\1[ \t][^\n]*(?:\n|$))+)|'((?:[^'\n]|'')*)'|("(?:[^"\\\n]|\\.)*")|([^\s"'][^\n]*))/gm;

/** Every login of a manifest, however many Secrets are in it. */
function readWithin(text: string): readonly FileLogin[] | undefined {
  const found: FileLogin[] = [];
  let isAny = false;
  const members = text.replaceAll('\r\n', '\n').matchAll(yamlMember);
  for (const [, , block, single, double, plain] of members) {
    const value =
      block ?? single?.replaceAll("''", "'") ?? textOf(parse(double ?? '')) ?? plain ?? '';
    const logins = readBase64(value) ?? readJson(value);
    if (logins === undefined) continue;
    isAny = true;
    found.push(...logins);
  }
  return isAny ? found : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
