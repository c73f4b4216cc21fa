import { isObject } from '../core/is-object.ts';

/** A public key as a JWK, as far as it has to be known to choose by it (RFC 7517 §4). */
export interface PublicJwk extends Readonly<Record<string, unknown>> {
  readonly kty: string;
  readonly kid?: string;
}

/** No honest set has more; each would be tried. */
export const mostKeys = 1_000;

/** Members that would make a key private, or a secret. They are never handed on. */
const privateMembers = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv']);

const rsa = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];
const byCurve = new Map<unknown, readonly string[]>([
  ['P-256', ['ES256']],
  ['P-384', ['ES384']],
  ['P-521', ['ES512']],
  ['secp256k1', ['ES256K']],
  ['Ed448', ['EdDSA', 'Ed448']],
  ['Ed25519', ['EdDSA', 'Ed25519']],
]);

/**
 * Reads a key set, a single key or a list of keys, as text or parsed. Entries that are no keys for
 * checking signatures (symmetric, for encryption, malformed) are left out. `undefined` when it is
 * none of these, or has more than `mostKeys`.
 */
export function readKeys(source: unknown): readonly PublicJwk[] | undefined {
  const listed = listedIn(source);
  return listed === undefined || listed.length > mostKeys
    ? undefined
    : listed.map(readKey).filter((key) => key !== undefined);
}

/** How many keys a text or a parsed value has, whatever they are for. */
export const countKeys = (source: unknown): number => listedIn(source)?.length ?? 0;

/** Whether a text or a parsed value has keys, but for encryption alone. */
export function isForEncryptionOnly(source: unknown): boolean {
  const listed = listedIn(source) ?? [];
  return listed.length > 0 && listed.every((key) => isObject(key) && key['use'] === 'enc');
}

function listedIn(source: unknown): readonly unknown[] | undefined {
  const value = parsed(source);
  const keys = keysWithin(value, 0);
  if (keys !== undefined) return keys;
  return isObject(value) && !Object.hasOwn(value, 'keys') ? [value] : undefined;
}

/** Members that key sets are wrapped in: by interfaces that answer with `data`, in ConfigMaps. */
const wrapping = /^(?:data|result|response|body|value)$|^[\w-]{0,20}(?:jwks?|keys?)(?:\.json)?$/i;

/** A set is looked for so deep. */
const deepest = 4;

/** The list of a key set, or a single key, perhaps within other objects or as text in one. */
function keysWithin(value: unknown, depth: number): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value as readonly unknown[];
  if (!isObject(value) || depth > deepest) return undefined;
  if (typeof value['kty'] === 'string') return [value];
  if (Object.hasOwn(value, 'keys')) return keysWithin(parsed(value['keys']), depth + 1);
  for (const [name, inner] of Object.entries(value)) {
    if (!wrapping.test(name)) continue;
    const found = keysWithin(parsed(inner), depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A text as the JSON that it is; anything else as it stands. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/**
 * The algorithms a key may be used with. The token's header does not decide that, or a public key
 * could be passed off as an HMAC secret.
 */
export function algorithmsOf(key: PublicJwk): readonly string[] {
  const byType = key.kty === 'RSA' ? rsa : (byCurve.get(key['crv']) ?? []);
  const alg = key['alg'];
  if (alg === undefined) return byType;
  if (typeof alg !== 'string') return [];
  return byType.includes(alg) || (key.kty === 'AKP' && alg.startsWith('ML-DSA-')) ? [alg] : [];
}

function readKey(value: unknown): PublicJwk | undefined {
  if (!isObject(value)) return undefined;
  const { kty, kid, use, key_ops: operations } = value;
  if (typeof kty !== 'string' || kty === 'oct') return undefined;
  if (use !== undefined && use !== 'sig') return undefined;
  if (Array.isArray(operations) && !operations.includes('verify')) return undefined;
  const members = Object.entries(value).filter(([name]) => {
    return !privateMembers.has(name) && name !== 'key_ops' && name !== 'kid';
  });
  return { ...Object.fromEntries(members), kty, ...(typeof kid === 'string' ? { kid } : {}) };
}
