import { cleanToken, maxLength } from './clean.ts';
import { duplicateNames, parseJson, plain } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import type { Problem } from './problem.ts';

/** A token's parts as in compact form. */
export interface Parts {
  readonly segments: readonly string[];
  /** What compact form cannot express. */
  readonly problems: readonly Problem[];
}

/** The parts of what people paste: a compact token in any wrapping, or one of the JSON forms. */
export function partsOf(text: string): Parts {
  return partsOfJson(text) ?? partsOfCompact(cleanToken(text));
}

function partsOfCompact(token: string): Parts {
  const within = withinBase64(token);
  return within === undefined
    ? { segments: token.split('.'), problems: [] }
    : { segments: within.split('.'), problems: [{ code: 'base64', place: 'token' }] };
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
function partsOfJson(text: string): Parts | undefined {
  if (text.length > maxLength || !/^\s*\{[^]*"(?:payload|ciphertext)"/.test(text)) return undefined;
  let json: Json;
  try {
    json = parseJson(text);
  } catch {
    return undefined;
  }
  if (json.type !== 'object') return undefined;
  const parts = partsOfObject(json);
  const names = duplicateNames(json);
  if (parts === undefined || names.length === 0) return parts;
  const problem: Problem = { code: 'duplicates', place: 'token', names };
  return { ...parts, problems: [...parts.problems, problem] };
}

function partsOfObject(json: JsonObject): Parts | undefined {
  const ciphertext = textOf(json, 'ciphertext');
  if (ciphertext !== undefined) return encryptedParts(json, ciphertext);
  const payload = textOf(json, 'payload');
  return payload === undefined ? undefined : signedParts(json, payload);
}

function signedParts(json: JsonObject, payload: string): Parts | undefined {
  const list = valueOf(json, 'signatures');
  const entries = list?.type === 'array' ? list.items : [json];
  const [first] = entries;
  if (first?.type !== 'object') return undefined;
  const signature = textOf(first, 'signature');
  if (signature === undefined) return undefined;
  const problems: Problem[] = [];
  if (entries.length > 1) {
    problems.push({ code: 'signatures', place: 'token', count: entries.length });
  }
  const open = valueOf(first, 'header');
  if (open !== undefined) problems.push({ code: 'unprotected', place: 'header' });
  const header = textOf(first, 'protected') ?? encode(open);
  return { segments: [header, payload, signature], problems };
}

function encryptedParts(json: JsonObject, ciphertext: string): Parts {
  const open = valueOf(json, 'unprotected') ?? valueOf(json, 'header');
  const header = textOf(json, 'protected') ?? encode(open);
  const rest = ['encrypted_key', 'iv'].map((name) => textOf(json, name) ?? '');
  return {
    segments: [header, ...rest, ciphertext, textOf(json, 'tag') ?? ''],
    problems: open === undefined ? [] : [{ code: 'unprotected', place: 'header' }],
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

const encode = (json: Json | undefined): string =>
  Buffer.from(JSON.stringify(json === undefined ? {} : plain(json))).toString('base64url');
