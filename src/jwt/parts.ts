import type { Values } from '../core/values.ts';
import { beginsAsObject, cleanToken } from './clean.ts';
import type { Json, JsonObject } from './json.ts';
import { duplicateNames, parseJson, plain } from './json.ts';
import { longestPart, mostDisclosures, mostParts } from './limits.ts';
import type { Problem } from './problem.ts';

/** A token's parts as in compact form. */
export interface Parts {
  /** Of a token in a JSON form, the header is the part that is signed: perhaps nothing. */
  readonly segments: readonly string[];
  /** Members of the header that are not signed; only the JSON forms have them. */
  readonly unprotected?: JsonObject;
  /** What stands behind the signature of an SD-JWT (RFC 9901 §4, §8). */
  readonly disclosures?: Disclosures;
  /** What compact form cannot express. */
  readonly problems: readonly Problem[];
}

/** Claims that were disclosed, in base64url, and the proof of who presents them, a compact token. */
export interface Disclosures {
  readonly items: readonly string[];
  readonly keyBinding?: string;
}

/**
 * The parts of what people paste: a compact token in any wrapping, or one of the JSON forms.
 *
 * @param signature which signature of several is meant, from 0 on; the first unless told
 */
export function partsOf(text: string, signature?: number): Parts {
  return partsOfJson(text, signature) ?? partsOfCompact(cleanToken(text));
}

/** What each signature of a text names: its algorithm and key. One for a compact token. */
export function signaturesOf(text: string): readonly Values[] {
  const json = objectOf(text);
  const list = json && valueOf(json, 'signatures');
  if (list?.type !== 'array') return [{}];
  return list.items.map((_, index) => {
    const { segments, unprotected } = partsOf(text, index);
    const signed = objectOf(Buffer.from(segments[0] ?? '', 'base64url').toString());
    return Object.fromEntries(
      [...(unprotected?.members ?? []), ...(signed?.members ?? [])].map(({ name, value }) => [
        name,
        plain(value),
      ]),
    );
  });
}

function partsOfCompact(token: string): Parts {
  const within = withinBase64(token);
  if (within !== undefined) {
    return { segments: within.split('.'), problems: [{ code: 'base64', place: 'token' }] };
  }
  const tilde = beginsAsObject(token) ? token.indexOf('~') : -1;
  if (tilde < 0) return { segments: token.split('.', mostParts + 1), problems: [] };
  const items = token.slice(tilde + 1).split('~', mostDisclosures + 2);
  const isMany = items.length > mostDisclosures + 1;
  const last = isMany ? '' : (items.pop() ?? '');
  const isCut = last !== '' && !last.includes('.');
  const problems: Problem[] = [
    ...(isMany ? [{ code: 'disclosures-many', place: 'token' } as const] : []),
    ...(isCut ? [{ code: 'disclosures-cut', place: 'token' } as const] : []),
  ];
  return {
    segments: token.slice(0, tilde).split('.', mostParts + 1),
    disclosures: {
      items: (isCut ? [...items, last] : items).slice(0, mostDisclosures),
      ...(last === '' || isCut ? {} : { keyBinding: last }),
    },
    problems,
  };
}

/** The token that a text is base64 of, as in a Secret of Kubernetes; looked for once. */
function withinBase64(text: string): string | undefined {
  // `eyJ` in base64.
  if (!/^ZXlK[\w+/-]+={0,2}$/.test(text)) return undefined;
  const within = Buffer.from(text, 'base64').toString('latin1').trim();
  return /^eyJ[\w-]+\.[\w-]*\.[\w.-]*$/.test(within) ? within : undefined;
}

/**
 * Reads the general and the flattened JSON serialization (RFC 7515 §7.2, RFC 7516 §7.2).
 * `undefined` for anything else.
 */
function partsOfJson(text: string, signature: number | undefined): Parts | undefined {
  if (!/"(?:signatures?|ciphertext)"/.test(text)) return undefined;
  const json = objectOf(text);
  const parts = json && partsOfObject(json, signature);
  if (json === undefined || parts === undefined) return undefined;
  const names = duplicateNames(json);
  if (names.length === 0) return parts;
  const problem: Problem = { code: 'duplicates', place: 'token', names };
  return { ...parts, problems: [...parts.problems, problem] };
}

function objectOf(text: string): JsonObject | undefined {
  if (text.length > longestPart || !/^\s*\{/.test(text)) return undefined;
  try {
    const json = parseJson(text);
    return json.type === 'object' ? json : undefined;
  } catch {
    return undefined;
  }
}

function partsOfObject(json: JsonObject, signature: number | undefined): Parts | undefined {
  const ciphertext = textOf(json, 'ciphertext');
  return ciphertext === undefined ? signedParts(json, signature) : encryptedParts(json, ciphertext);
}

/** Without a payload, the content travels apart (RFC 7515 appendix F). */
function signedParts(json: JsonObject, index: number | undefined): Parts | undefined {
  const payload = valueOf(json, 'payload') ?? { type: 'string', value: '' };
  const list = valueOf(json, 'signatures');
  const entries = list?.type === 'array' ? list.items : [json];
  const entry = entries[index ?? 0];
  if (entry?.type !== 'object' || payload.type !== 'string') return undefined;
  const signature = textOf(entry, 'signature');
  if (signature === undefined) return undefined;
  const open = valueOf(entry, 'header');
  const signed = textOf(entry, 'protected');
  if (signed === undefined && open?.type !== 'object') return undefined;
  const disclosures = open && disclosuresOf(open);
  return {
    segments: [signed ?? '', payload.value, signature],
    ...(open?.type === 'object' ? unprotectedOf(open) : {}),
    ...(disclosures === undefined ? {} : { disclosures }),
    problems:
      entries.length > 1
        ? [{ code: 'signatures', place: 'token', count: entries.length, index: index ?? 0 }]
        : [],
  };
}

/** Disclosures are told apart from the header, and are protected by their digests. */
const ofDisclosure: readonly string[] = ['disclosures', 'kb_jwt'];

function unprotectedOf({ members }: JsonObject): Pick<Parts, 'unprotected'> {
  const others = members.filter(({ name }) => !ofDisclosure.includes(name));
  return others.length === 0 ? {} : { unprotected: { type: 'object', members: others } };
}

function disclosuresOf(open: Json): Disclosures | undefined {
  const list = open.type === 'object' ? valueOf(open, 'disclosures') : undefined;
  if (open.type !== 'object' || list?.type !== 'array') return undefined;
  const keyBinding = textOf(open, 'kb_jwt');
  return {
    items: list.items.flatMap((item) => (item.type === 'string' ? [item.value] : [])),
    ...(keyBinding === undefined ? {} : { keyBinding }),
  };
}

/** Of several recipients the first; each has the header that is for all, and one of its own. */
function encryptedParts(json: JsonObject, ciphertext: string): Parts {
  const list = valueOf(json, 'recipients');
  const recipients = list?.type === 'array' ? list.items : [json];
  const [first = json] = recipients;
  const recipient = first.type === 'object' ? first : json;
  const open = [valueOf(json, 'unprotected'), valueOf(recipient, 'header')].flatMap((part) =>
    part?.type === 'object' ? part.members : [],
  );
  const named = ['iv', 'tag'].map((name) => textOf(json, name) ?? '');
  const [iv = '', tag = ''] = named;
  return {
    segments: [
      textOf(json, 'protected') ?? '',
      textOf(recipient, 'encrypted_key') ?? '',
      iv,
      ciphertext,
      tag,
    ],
    ...(open.length === 0 ? {} : { unprotected: { type: 'object', members: open } }),
    problems:
      recipients.length > 1
        ? [{ code: 'recipients', place: 'token', count: recipients.length }]
        : [],
  };
}

/** The last member of a name, as other programs read it. */
function valueOf(json: JsonObject, name: string): Json | undefined {
  return json.members.findLast((candidate) => candidate.name === name)?.value;
}

function textOf(json: JsonObject, name: string): string | undefined {
  const value = valueOf(json, name);
  return value?.type === 'string' ? value.value : undefined;
}
