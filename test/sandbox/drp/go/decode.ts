/** What Go's `encoding/json` says of a value that does not fit where it is put. */
export class GoTypeError extends Error {}

/** A type of Go, as far as the API's objects have it. */
export type GoType =
  | { readonly kind: 'string' | 'bool' | 'any' }
  /** Base64 in JSON. */
  | { readonly kind: 'bytes' }
  | { readonly kind: 'list'; readonly of: GoType }
  | { readonly kind: 'map'; readonly name: string; readonly of: GoType }
  | GoStruct;

export interface GoStruct {
  readonly kind: 'struct';
  /** Name with its package, as `backend.User`. */
  readonly name: string;
  readonly fields: readonly GoField[];
}

export interface GoField {
  readonly name: string;
  readonly type: GoType;
  /** The structs that the field is embedded through, outermost first. */
  readonly through?: readonly string[];
}

export const string: GoType = { kind: 'string' };
export const bool: GoType = { kind: 'bool' };
export const bytes: GoType = { kind: 'bytes' };
export const any: GoType = { kind: 'any' };
export const list = (of: GoType): GoType => ({ kind: 'list', of });
export const map = (name: string, of: GoType): GoType => ({ kind: 'map', name, of });

/** Where in a struct a value stands, for what is said of it. */
interface Place {
  readonly struct?: string;
  readonly path: readonly string[];
}

/**
 * Puts a JSON value into a Go value that has zeros or `before` in it: unknown members are dropped,
 * names are taken in any case, `null` changes nothing of a struct and empties all else.
 *
 * @throws GoTypeError For the first value that does not fit.
 */
export function decode(
  type: GoType,
  value: unknown,
  before: unknown,
  place: Place = { path: [] },
): unknown {
  if (value === null) return type.kind === 'struct' || isScalar(type) ? before : undefined;
  switch (type.kind) {
    case 'any':
      return value;
    case 'string':
    case 'bool': {
      const wanted = type.kind === 'bool' ? 'boolean' : 'string';
      if (typeof value !== wanted) throw mismatch(type, value, place);
      return value;
    }
    case 'bytes':
      if (typeof value !== 'string') throw mismatch(type, value, place);
      return base64(value);
    case 'list':
      if (!Array.isArray(value)) throw mismatch(type, value, place);
      return value.map((entry: unknown) => decode(type.of, entry, zero(type.of), place));
    case 'map':
      if (!isObject(value)) throw mismatch(type, value, place);
      return Object.fromEntries(
        Object.entries(value).map(([key, entry]) => [
          key,
          decode(type.of, entry, zero(type.of), place),
        ]),
      );
    case 'struct':
      if (!isObject(value)) throw mismatch(type, value, place);
      return decodeStruct(type, value, (before ?? {}) as Record<string, unknown>, place);
  }
}

function decodeStruct(
  type: GoStruct,
  value: Readonly<Record<string, unknown>>,
  before: Readonly<Record<string, unknown>>,
  place: Place,
): Record<string, unknown> {
  const result = { ...before };
  for (const [key, member] of Object.entries(value)) {
    const field =
      type.fields.find(({ name }) => name === key) ??
      type.fields.find(({ name }) => name.toLowerCase() === key.toLowerCase());
    if (field === undefined) continue;
    result[field.name] = decode(field.type, member, result[field.name], {
      struct: bare(type.name),
      path: [...place.path, ...(field.through ?? []), field.name],
    });
  }
  return result;
}

/** What a value of the type is before anything is put into it. */
export function zero(type: GoType): unknown {
  switch (type.kind) {
    case 'string':
      return '';
    case 'bool':
      return false;
    case 'struct':
      return Object.fromEntries(type.fields.map((field) => [field.name, zero(field.type)]));
    default:
      return undefined;
  }
}

const isScalar = ({ kind }: GoType): boolean => kind === 'string' || kind === 'bool';
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const bare = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

function base64(text: string): string {
  const clean = text.replaceAll(/[\r\n]/g, '');
  const bad = /[^A-Za-z\d+/=]/.exec(clean);
  const end = clean.replace(/={1,2}$/, '').length;
  if (bad === null && clean.length % 4 === 0) return clean;
  throw new GoTypeError(`illegal base64 data at input byte ${bad?.index ?? end}`);
}

function mismatch(type: GoType, value: unknown, place: Place): GoTypeError {
  const where =
    place.struct === undefined ? 'value' : `struct field ${place.struct}.${place.path.join('.')}`;
  return new GoTypeError(
    `json: cannot unmarshal ${kindOf(value)} into Go ${where} of type ${nameOf(type)}`,
  );
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function nameOf(type: GoType): string {
  switch (type.kind) {
    case 'bytes':
      return '[]uint8';
    case 'list':
      return type.of.kind === 'struct' ? `[]*${type.of.name}` : `[]${nameOf(type.of)}`;
    case 'map':
    case 'struct':
      return type.name;
    case 'any':
      return 'interface {}';
    default:
      return type.kind;
  }
}
