import { unknownLifetime, until } from '../core/lifetime.ts';
import type { TokenShapes } from '../core/token-language.ts';
import type { Values } from '../core/values.ts';
import { textsOf } from '../core/values.ts';
import { isKeyManagement, unregistered } from './algorithms.ts';
import { decodeBase64url } from './base64url.ts';
import { beginsAsObject } from './clean.ts';
import type { Decoded, DecodedJwt, DecodedMessage, TokenObject } from './decoded.ts';
import { member } from './decoded.ts';
import type { JsonObject } from './json.ts';
import { JsonError, plain, readJson } from './json.ts';
import { longestAtOnce, maxLength } from './limits.ts';
import { carrierOf, formOf, readLogin, readOpaque } from './opaque.ts';
import { partsOf } from './parts.ts';
import type { Place, Problem } from './problem.ts';
import { lengthFault } from './signature-length.ts';
import type { Times } from './times.ts';
import { readTime, timeClaims } from './times.ts';
import type { Parts } from './token-parts.ts';

/**
 * Reads a token without checking its signature (RFC 7515 §7.1, RFC 7516 §7.1, RFC 7519). Takes
 * whatever was pasted and never throws.
 *
 * @param known the languages whose opaque tokens are recognized
 * @param signature which signature of several is meant, from 0 on; the first unless told
 */
export function decodeJwt(
  text: string,
  known: readonly TokenShapes[] = [],
  signature?: number,
): Decoded {
  return decodeWithin(text, 0, known, signature);
}

/** Tokens within tokens are read so deep; honest ones have one level. */
const maxNesting = 4;

function decodeWithin(
  text: string,
  level: number,
  known: readonly TokenShapes[],
  signature?: number,
): Decoded {
  const tooLong: Problem = { code: 'too-long', place: 'token', length: text.length };
  if (text.length > maxLength) return malformed(tooLong);
  const parts = partsOf(text, signature);
  const { segments, unprotected, login } = parts;
  if (login !== undefined) return readLogin(login, known);
  const token = segments.join('.');
  if (token.length > longestAtOnce && !beginsAsObject(token)) return malformed(tooLong);
  if (token === '') return { kind: 'empty' };
  // A password may be base64 of JSON as well: a known form goes before the guess.
  if (segments.length === 1 && formOf(token, known) !== undefined) return readOpaque(token, known);
  if (unprotected === undefined && !looksLikeJwt(segments)) return readOpaque(token, known);
  const decoded = decodeSegments(parts, level);
  if (decoded.kind !== 'jwt' || text.length === token.length) return decoded;
  const carrier = carrierOf(text, token, known);
  return carrier === undefined ? decoded : { ...decoded, carrier };
}

function decodeSegments(parts: Parts, level: number): Decoded {
  const { segments, disclosures } = parts;
  const problems = [...parts.problems];
  const header = readHeader(parts, problems);
  if (segments.length === 5 && header !== undefined) {
    for (const segment of segments.slice(1)) readBytes(segment, 'token', problems);
    if (member(header.values, 'enc') === undefined) {
      problems.push({ code: 'no-encryption', place: 'header' });
    }
    const broken = problems.some(({ code }) => code === 'character' || code === 'length');
    return broken
      ? { kind: 'malformed', header, problems }
      : { kind: 'encrypted', header, problems: [...problems, ...headerProblems(header, true)] };
  }
  const [first = ''] = segments;
  if (segments.length === 1 && header !== undefined && !isHeader(header.values)) {
    const alone: Problem[] = [{ code: 'parts', place: 'token', count: 1 }];
    const claims = readObject(first, 'claims', alone) ?? none;
    return { kind: 'malformed', claims, problems: [...alone, ...parts.problems] };
  }
  if (segments.length !== 3) {
    problems.unshift({ code: 'parts', place: 'token', count: segments.length });
  } else if (header !== undefined && isEncryption(header.values)) {
    return { kind: 'malformed', header, problems: [...problems, cutOff] };
  }
  const within = segments.length === 3 ? tokenWithin(segments[1] ?? '') : undefined;
  if (within !== undefined && header !== undefined) {
    return decodeNested(header, within, segments[2] ?? '', problems, level);
  }
  const raw = header && isUnencoded(header.values) ? segments[1] : undefined;
  const claims =
    segments.length < 2 || (raw !== undefined && raw !== '')
      ? undefined
      : readObject(segments[1] ?? '', 'claims', problems);
  const signature = readBytes(segments[2] ?? '', 'signature', problems);
  const length = header && signature && lengthFault(member(header.values, 'alg'), signature);
  if (length !== undefined) problems.push({ code: `signature-${length}`, place: 'signature' });
  const message = header && messageOf(header, segments, signature, problems);
  if (message !== undefined) return message;
  if (
    header === undefined ||
    claims === undefined ||
    signature === undefined ||
    segments.length !== 3
  ) {
    return {
      kind: 'malformed',
      ...(header === undefined ? {} : { header }),
      ...(claims === undefined ? {} : { claims }),
      problems,
    };
  }
  return {
    kind: 'jwt',
    header,
    claims,
    signatureBytes: signature.length,
    ...(disclosures === undefined ? {} : { disclosures: disclosures.items.length }),
    ...timesAndProblems(header, claims, problems),
  };
}

/** What claims say of times, and what is to be said of them and of the header. */
export function timesAndProblems(
  header: TokenObject,
  claims: TokenObject,
  problems: Problem[],
): Pick<DecodedJwt, 'times' | 'lifetime' | 'problems'> {
  const times = readTimes(claims.values, problems);
  return {
    times,
    lifetime: times.expires === undefined ? unknownLifetime : until(times.expires),
    problems: [...problems, ...headerProblems(header)],
  };
}

/**
 * A signed text or other content, when the header does not say that it is a JWT. Without encoding
 * the content is never one (RFC 7797 §7).
 */
function messageOf(
  header: TokenObject,
  segments: readonly string[],
  signature: Buffer | undefined,
  problems: readonly Problem[],
): DecodedMessage | undefined {
  const [, content = '', ...rest] = segments;
  const [alg, typ] = ['alg', 'typ'].map((name) => member(header.values, name));
  if (rest.length !== 1 || signature === undefined || !(signature.length > 0)) return undefined;
  if (typeof alg !== 'string' || alg.toLowerCase() === 'none') return undefined;
  const unencoded = isUnencoded(header.values);
  const isJwt = typeof typ === 'string' && /^(?:application\/)?jwt$/i.test(typ);
  if (isJwt && !unencoded) return undefined;
  const unlike = problems.filter(({ place, code }) => place === 'claims' && noObject.has(code));
  const detached = content === '';
  if (unlike.length === 0 && !unencoded) return undefined;
  const others = problems.filter((problem) => !unlike.includes(problem));
  const isText = !detached && !unlike.some(({ code }) => code === 'not-utf8');
  return {
    kind: 'message',
    header,
    signatureBytes: signature.length,
    ...(detached ? { detached } : {}),
    ...(isText ? { text: unencoded ? content : fromBase64url(content) } : {}),
    problems: [...others, ...headerProblems(header)],
  };
}

const fromBase64url = (text: string): string => Buffer.from(text, 'base64url').toString();

/** Whether the payload is signed as it stands, and not in base64url (RFC 7797 §3). */
export function isUnencoded(header: TokenObject['values']): boolean {
  return member(header, 'b64') === false && textsOf(member(header, 'crit')).includes('b64');
}

/** Whether an object is a header, and not the claims that somebody copied without it. */
const isHeader = (values: TokenObject['values']): boolean =>
  ['alg', 'enc', 'typ', 'kid'].some((name) => member(values, name) !== undefined);

/** Whether a header names both algorithms that encryption takes (RFC 7516 §4.1.1, §4.1.2). */
const isEncryption = (header: TokenObject['values']): boolean =>
  typeof member(header, 'enc') === 'string' && isKeyManagement(member(header, 'alg'));

const cutOff: Problem = { code: 'encrypted-parts', place: 'token' };

/** What a content has that is no JSON object. */
export const noObject: ReadonlySet<Problem['code']> = new Set([
  'not-json',
  'not-object',
  'not-utf8',
  'detached',
]);

/** The compact token that a payload consists of, perhaps in quotes; most payloads are objects. */
function tokenWithin(segment: string): string | undefined {
  // `eyJ` in base64url, alone or behind a quote.
  if (!/^(?:ZXlK|ImV5S)/.test(segment)) return undefined;
  const text = decodeBase64url(segment).bytes?.toString('latin1').trim().replace(/^"|"$/g, '');
  return text !== undefined && /^eyJ[\w-]+\.[\w.-]*$/.test(text) ? text : undefined;
}

function decodeNested(
  header: TokenObject,
  within: string,
  lastSegment: string,
  problems: Problem[],
  level: number,
): Decoded {
  const signature = readBytes(lastSegment, 'signature', problems);
  if (signature === undefined) return { kind: 'malformed', header, problems };
  const length = lengthFault(member(header.values, 'alg'), signature);
  if (length !== undefined) problems.push({ code: `signature-${length}`, place: 'signature' });
  if (level >= maxNesting) {
    return { kind: 'malformed', header, problems: [...problems, tooDeep] };
  }
  const inner = decodeWithin(within, level + 1, []);
  return {
    kind: 'nested',
    header,
    signatureBytes: signature.length,
    inner,
    lifetime: 'lifetime' in inner ? inner.lifetime : unknownLifetime,
    problems: [...problems, ...headerProblems(header)],
  };
}

const tooDeep: Problem = { code: 'too-deep', place: 'claims' };

/**
 * Whether somebody meant this to be a JWT: it begins as a JSON object does, or all of three or five
 * parts could be base64url and the first is an object. A host name or a version is none.
 */
function looksLikeJwt(segments: readonly string[]): boolean {
  const [first = ''] = segments;
  if (segments.length === 1) {
    // Without a dot it takes more than three letters to tell a lone header from any other text.
    return (
      beginsAsObject(first) && /^\{\s*"\w+"\s*:/.test(Buffer.from(first, 'base64url').toString())
    );
  }
  if (beginsAsObject(first)) return true;
  if (segments.length !== 3 && segments.length !== 5) return false;
  return readObject(first, 'header', []) !== undefined;
}

function readBytes(segment: string, place: Place, problems: Problem[]): Buffer | undefined {
  const { bytes, fault, offset } = decodeBase64url(segment);
  if (fault === 'character') {
    const at = offset ?? 0;
    const character = String.fromCodePoint(segment.codePointAt(at) ?? 0);
    problems.push({ code: fault, place, offset: at, character });
  } else if (fault !== undefined) problems.push({ code: fault, place });
  return bytes;
}

/** The header, of a JSON form with the members that nothing protects (RFC 7515 §7.2.1). */
function readHeader(
  { segments: [segment = ''], unprotected }: Parts,
  problems: Problem[],
): TokenObject | undefined {
  const signed = segment === '' && unprotected ? none : readObject(segment, 'header', problems);
  if (unprotected === undefined || signed === undefined) return signed;
  const names = unprotected.members.map(({ name }) => name);
  problems.push({ code: 'unprotected', place: 'header', names });
  const twice = names.filter((name) => Object.hasOwn(signed.values, name));
  if (twice.length > 0) problems.push({ code: 'duplicates', place: 'header', names: twice });
  return tokenObject({ type: 'object', members: [...signed.json.members, ...unprotected.members] });
}

/** A part of a token that should be a JSON object; what is wrong with it goes to the problems. */
export function readObject(
  segment: string,
  place: 'header' | 'claims',
  problems: Problem[],
): TokenObject | undefined {
  if (segment === '') {
    problems.push({ code: place === 'claims' ? 'detached' : 'empty', place });
    return undefined;
  }
  if (segment.length > longestAtOnce) {
    problems.push({ code: 'part-long', place });
    return undefined;
  }
  const bytes = readBytes(segment, place, problems);
  if (bytes === undefined) return undefined;
  let read: ReturnType<typeof readJson>;
  try {
    read = readJson(utf8.decode(bytes));
  } catch (error) {
    if (!(error instanceof JsonError)) problems.push({ code: 'not-utf8', place });
    else if (error.reason === 'depth') problems.push({ code: 'too-deep', place });
    else problems.push({ code: 'not-json', place, offset: error.offset });
    return undefined;
  }
  const { json, value, duplicates, numbers } = read;
  if (json.type !== 'object') {
    problems.push({ code: 'not-object', place });
    return undefined;
  }
  if (duplicates.length > 0) problems.push({ code: 'duplicates', place, names: duplicates });
  if (numbers.length > 0) problems.push({ code: 'numbers', place, names: numbers });
  return { values: value as Values, json };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const tokenObject = (json: JsonObject): TokenObject => ({
  values: Object.fromEntries(json.members.map(({ name, value }) => [name, plain(value)])),
  json,
});

const none: TokenObject = tokenObject({ type: 'object', members: [] });

/** What is to be said of a header. */
export function headerProblems(
  { values }: TokenObject,
  isEncrypted = member(values, 'enc') !== undefined,
): Problem[] {
  const problems: Problem[] = [];
  if (typeof member(values, 'alg') !== 'string' || values['alg'] === '') {
    problems.push({ code: 'no-algorithm', place: 'header' });
  }
  const critical = member(values, 'crit');
  const wellFormed =
    Array.isArray(critical) &&
    critical.length > 0 &&
    critical.every((name) => typeof name === 'string' && Object.hasOwn(values, name));
  if (critical !== undefined && !wellFormed) problems.push({ code: 'critical', place: 'header' });
  // Of the extensions of RFC 7515 §4.1.11 only “b64” (RFC 7797) is known.
  const names = textsOf(critical).filter((name) => name !== 'b64');
  if (names.length > 0) problems.push({ code: 'extensions', place: 'header', names });
  for (const name of unregistered(values, isEncrypted)) {
    problems.push({ code: 'algorithm', place: 'header', names: [name] });
  }
  if (Object.hasOwn(values, 'b64') && !textsOf(critical).includes('b64')) {
    problems.push({ code: 'unencoded', place: 'header' });
  }
  return problems;
}

/** Times that programs refuse tokens by (RFC 7519 §4.1). */
const registered: readonly string[] = ['exp', 'nbf', 'iat'];

/** The times that claims name, and what is to be said of them. */
export function readTimes(values: TokenObject['values'], problems: Problem[]): Times {
  const times = new Map<string, number>();
  for (const name of timeClaims) {
    const value = member(values, name);
    if (value === undefined) continue;
    const { instant, problem } = readTime(name, value);
    if (instant !== undefined) times.set(name, instant);
    // No program refuses a token by the others; their rows say that they are no times.
    if (problem !== undefined && registered.includes(name)) problems.push(problem);
  }
  const [expires, notBefore, issuedAt] = registered.map((name) => times.get(name));
  return {
    ...(issuedAt === undefined ? {} : { issuedAt }),
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(expires === undefined ? {} : { expires }),
    ...(expires === undefined && member(values, 'exp') !== undefined
      ? { unclearEnd: true as const }
      : {}),
    ...(notBefore === undefined && member(values, 'nbf') !== undefined
      ? { unclearBegin: true as const }
      : {}),
  };
}

function malformed(problem: Problem): Decoded {
  return { kind: 'malformed', problems: [problem] };
}
