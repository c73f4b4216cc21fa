import { isObject } from '../core/is-object.ts';

/**
 * JSON as it was written: members in their order, duplicates included, and numbers by their text.
 * `JSON.parse` silently drops and rounds what an attacker may want dropped and rounded.
 */
export type Json =
  | { readonly type: 'object'; readonly members: readonly Member[] }
  | { readonly type: 'array'; readonly items: readonly Json[] }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'number'; readonly source: string }
  | { readonly type: 'literal'; readonly value: true | false | null };

interface Member {
  readonly name: string;
  readonly value: Json;
}

export type JsonObject = Extract<Json, { type: 'object' }>;

/** Where and why a text is no JSON. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
  readonly offset: number;
  readonly reason: 'syntax' | 'depth';

  constructor(offset: number, reason: 'syntax' | 'depth') {
    super(`not JSON at ${offset}`);
    this.offset = offset;
    this.reason = reason;
  }
}

/** Deeper than any honest token, and far from what recursion can bear. */
const maxDepth = 100;

/** What may stand between the tokens of JSON, by its code. */
const isSpace = (code: number): boolean =>
  code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

/** A string without escapes and without what has to be escaped. */
const plainString = /"[^"\\\p{Cc}]*"/uy;
const numberToken = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const literalToken = /true|false|null/y;

/** What a text says, and what is to be said against it. */
interface ReadJson {
  readonly json: Json;
  /** As `plain` makes it. */
  readonly value: unknown;
  /** See `duplicateNames`. */
  readonly duplicates: readonly string[];
  /** See `unsafeNumbers`. */
  readonly numbers: readonly string[];
}

/** Reads a text by the grammar of RFC 8259. Throws `JsonError`. */
export function parseJson(text: string): Json {
  const value = canonicalValue(text);
  return value === undefined ? parseExactly(text) : treeOfText(value, text);
}

/** As `parseJson`, with everything else that is to be known of the text. */
export function readJson(text: string): ReadJson {
  const value = canonicalValue(text);
  if (value === undefined) {
    const json = parseExactly(text);
    return {
      json,
      value: plain(json),
      duplicates: duplicateNames(json),
      numbers: unsafeNumbers(json),
    };
  }
  const json = treeOfText(value, text);
  return {
    json,
    value,
    duplicates: [],
    // Only a number of that many digits, or with an exponent, can be beyond.
    numbers: /[0-9]{16}|[0-9]e/.test(text) ? unsafeNumbers(json) : [],
  };
}

/**
 * Reads what most issuers write, several times as fast: a text that the runtime reads and writes
 * again as the very same has lost nothing on the way, neither a duplicate nor a digit.
 */
function canonicalValue(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text ? value : undefined;
  } catch {
    // Whoever reads it exactly tells where and why.
    return undefined;
  }
}

/**
 * The tree of what was read. Of an object that is not nested too deeply for certain, what its members
 * hold is made when it is looked at: whoever wants the values alone is spared the most of it.
 */
const treeOfText = (value: unknown, text: string): Json =>
  isObject(value) && (text.match(/[[{]/g) ?? []).length <= maxDepth
    ? { type: 'object', members: Object.keys(value).map((name) => memberAt(value, name)) }
    : treeOf(value, 0);

function memberAt(object: Readonly<Record<string, unknown>>, name: string): Member {
  const value = object[name];
  if (typeof value !== 'object') return { name, value: treeOf(value, 1) };
  let tree: Json | undefined;
  return {
    name,
    get value() {
      return (tree ??= treeOf(value, 1));
    },
  };
}

function treeOf(value: unknown, depth: number): Json {
  if (depth > maxDepth) throw new JsonError(0, 'depth');
  if (typeof value === 'string') return { type: 'string', value };
  if (typeof value === 'number') return { type: 'number', source: String(value) };
  if (typeof value === 'boolean' || value === null) return { type: 'literal', value };
  if (Array.isArray(value)) {
    return { type: 'array', items: value.map((item) => treeOf(item, depth + 1)) };
  }
  const members: Member[] = [];
  const object = value as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(object)) {
    members.push({ name, value: treeOf(object[name], depth + 1) });
  }
  return { type: 'object', members };
}

function parseExactly(text: string): Json {
  let at = 0;

  const match = (token: RegExp): string | undefined => {
    token.lastIndex = at;
    const found = token.exec(text)?.[0];
    if (found !== undefined) at = token.lastIndex;
    return found;
  };
  const skipSpace = (): void => {
    while (isSpace(text.charCodeAt(at))) at++;
  };
  const take = (mark: string): boolean => {
    skipSpace();
    if (text[at] !== mark) return false;
    at++;
    return true;
  };
  const expect = (mark: string): void => {
    if (!take(mark)) throw new JsonError(at, 'syntax');
  };
  const string = (): string => {
    skipSpace();
    const start = at;
    if (text[at] !== '"') throw new JsonError(at, 'syntax');
    const plainText = match(plainString);
    if (plainText !== undefined) return plainText.slice(1, -1);
    // Only the end is looked for here; `JSON.parse` then judges and unescapes the whole.
    for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++;
    at++;
    try {
      return String(JSON.parse(text.slice(start, at)));
    } catch {
      throw new JsonError(start, 'syntax');
    }
  };
  const value = (depth: number): Json => {
    skipSpace();
    if (depth > maxDepth) throw new JsonError(at, 'depth');
    if (text[at] === '"') return { type: 'string', value: string() };
    if (take('{')) return { type: 'object', members: list('}', () => member(depth + 1)) };
    if (take('[')) return { type: 'array', items: list(']', () => value(depth + 1)) };
    const literal = match(literalToken);
    if (literal !== undefined) {
      return { type: 'literal', value: literal === 'null' ? null : literal === 'true' };
    }
    const source = match(numberToken);
    if (source === undefined || source === '') throw new JsonError(at, 'syntax');
    return { type: 'number', source };
  };
  const member = (depth: number): Member => {
    const name = string();
    expect(':');
    return { name, value: value(depth) };
  };
  const list = <T>(end: string, item: () => T): T[] => {
    const items: T[] = [];
    if (take(end)) return items;
    do items.push(item());
    while (take(','));
    expect(end);
    return items;
  };

  const result = value(0);
  skipSpace();
  if (at < text.length) throw new JsonError(at, 'syntax');
  return result;
}

/** The plain value; of members with the same name the last one, as everywhere else. */
export function plain(json: Json): unknown {
  switch (json.type) {
    case 'object':
      // Defines members, so that one named `__proto__` is a member like any other.
      return Object.fromEntries(json.members.map(({ name, value }) => [name, plain(value)]));
    case 'array':
      return json.items.map(plain);
    case 'number':
      return Number(json.source);
    case 'string':
    case 'literal':
      return json.value;
  }
}

/** Names that stand twice in one object, anywhere inside, each with those that lead to it (`act.sub`). */
export function duplicateNames(json: Json): string[] {
  const duplicates = new Set<string>();
  walk(json, (inner, path) => {
    if (inner.type !== 'object') return;
    const seen = new Set<string>();
    for (const { name } of inner.members) {
      if (seen.has(name)) duplicates.add(path + name);
      seen.add(name);
    }
  });
  return [...duplicates];
}

/** Numbers that programs read as different ones: integers beyond 2⁵³ and overflows. */
export function unsafeNumbers(json: Json): string[] {
  const unsafe = new Set<string>();
  walk(json, (inner) => {
    if (inner.type !== 'number') return;
    const value = Number(inner.source);
    if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
      unsafe.add(inner.source);
    }
  });
  return [...unsafe];
}

/** @param path names that lead there, a point behind each */
function walk(json: Json, visit: (json: Json, path: string) => void, path = ''): void {
  visit(json, path);
  if (json.type === 'object') {
    for (const { name, value } of json.members) walk(value, visit, `${path}${name}.`);
  }
  if (json.type === 'array') for (const item of json.items) walk(item, visit, path);
}
