import { RegistryError } from '../../core/errors.ts';
import { isObject } from '../../core/is-object.ts';
import { t } from '../../core/l10n.ts';
import { memberOf, textOf } from '../../core/values.ts';
import type { Login } from '../docker/helper.ts';
import { duplicateMember } from '../logins/duplicates.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** The type of Secrets that `imagePullSecrets` may name, and the member that has the logins. */
export const pullSecretType = 'kubernetes.io/dockerconfigjson';
const member = '.dockerconfigjson';

/** A Secret with a login put into it: an object to be sent, and what may be shown of it. */
export interface Merged {
  readonly object: object;
  /** What becomes of the host's login. */
  readonly change: 'create' | 'add' | 'replace' | 'none';
  /** The hosts whose logins stay as they are. */
  readonly others: readonly string[];
  /** What writes this Secret by itself, and may undo the change; as the Secret tells it. */
  readonly managedBy?: string;
}

/** A new pull secret with one login. */
export function newPullSecret(namespace: string, name: string, login: Login): Merged {
  const config = JSON.stringify({ auths: { [login.host]: entryOf(login) } });
  return {
    object: {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace },
      type: pullSecretType,
      data: { [member]: base64(config) },
    },
    change: 'create',
    others: [],
  };
}

/**
 * Puts a login into a pull secret that is there. Everything else stays as it was read, the version
 * included, so that the server refuses it when somebody has changed the Secret meanwhile. Throws
 * `unsupported` or `invalid-input` for a Secret that cannot be changed without loss.
 */
export function mergeLogin(secret: unknown, login: Login): Merged {
  const object = isObject(secret) ? secret : {};
  const metadata = memberOf(object, 'metadata');
  const name = textOf(memberOf(metadata, 'name')) ?? '';
  if (object['type'] !== pullSecretType) {
    throw new RegistryError(
      'unsupported',
      t(
        'The Secret {0} is of the type {1}, which is not that of pull secrets ({2}). Choose another name.',
        name,
        textOf(object['type']) ?? '–',
        pullSecretType,
      ),
      { repair: null },
    );
  }
  if (object['immutable'] === true) {
    throw immutable(name);
  }
  const config = readConfig(name, memberOf(object['data'], member));
  const auths = isObject(config['auths']) ? config['auths'] : {};
  const key = Object.keys(auths).find((one) => hostOf(one) === login.host) ?? login.host;
  const before = auths[key];
  const manager = managerOf(metadata);
  return {
    object: {
      ...object,
      data: {
        ...(object['data'] as JsonObject),
        [member]: base64(JSON.stringify({ ...config, auths: { ...auths, [key]: entryOf(login) } })),
      },
    },
    change: before === undefined ? 'add' : isSame(before, login) ? 'none' : 'replace',
    others: Object.keys(auths).filter((one) => one !== key),
    ...(manager === undefined ? {} : { managedBy: manager }),
  };
}

/**
 * A pull secret without one of its logins; `undefined` when it has none of that key. Everything else
 * stays as it was read. Throws as `mergeLogin`.
 */
export function withoutLogin(secret: unknown, key: string): object | undefined {
  const object = isObject(secret) ? secret : {};
  const name = textOf(memberOf(memberOf(object, 'metadata'), 'name')) ?? '';
  if (object['immutable'] === true) throw immutable(name);
  const config = readConfig(name, memberOf(object['data'], member));
  const auths = isObject(config['auths']) ? config['auths'] : {};
  if (!Object.hasOwn(auths, key)) return undefined;
  const others = Object.entries(auths).filter(([one]) => one !== key);
  return {
    ...object,
    data: {
      ...(object['data'] as JsonObject),
      [member]: base64(JSON.stringify({ ...config, auths: Object.fromEntries(others) })),
    },
  };
}

/** As `kubectl create secret docker-registry` writes it: some programs read only one of the forms. */
const entryOf = ({ user, secret }: Login): JsonObject => ({
  username: user,
  password: secret.reveal(),
  auth: base64(`${user}:${secret.reveal()}`),
});

function isSame(entry: unknown, login: Login): boolean {
  const wanted = Object.entries(entryOf(login));
  return wanted.every(([name, value]) => memberOf(entry, name) === value);
}

/** The host of a key: `https://registry.example.com/v1/` means the registry, too. */
const hostOf = (key: string): string =>
  key.replace(/^https?:\/\//, '').replace(/\/(?:v[12]\/?)?$/, '');

function readConfig(name: string, encoded: unknown): JsonObject {
  const text = Buffer.from(textOf(encoded) ?? '', 'base64').toString('utf8');
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text.
    throw unreadable(name);
  }
  if (!isObject(config) || !['undefined', 'object'].includes(typeof config['auths'])) {
    throw unreadable(name);
  }
  const twice = duplicateMember(text);
  if (twice !== undefined) {
    throw new RegistryError(
      'invalid-input',
      t('The Secret {0} has “{1}” twice. It was left as it is.', name, twice),
      { repair: null },
    );
  }
  return config;
}

const immutable = (name: string) =>
  new RegistryError(
    'unsupported',
    t('The Secret {0} is immutable, so nobody can change it. Choose another name.', name),
    { repair: null },
  );

const unreadable = (name: string) =>
  new RegistryError(
    'invalid-input',
    t('What the Secret {0} holds is not a list of logins. It was left as it is.', name),
    { repair: null },
  );

/** Who writes the Secret by itself, as its owner or a label says. */
function managerOf(metadata: unknown): string | undefined {
  const owners = memberOf(metadata, 'ownerReferences');
  const [owner] = Array.isArray(owners) ? (owners as readonly unknown[]) : [];
  const kind = textOf(memberOf(owner, 'kind'));
  if (kind !== undefined) return `${kind} ${textOf(memberOf(owner, 'name')) ?? ''}`.trim();
  return textOf(memberOf(memberOf(metadata, 'labels'), 'app.kubernetes.io/managed-by'));
}

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
