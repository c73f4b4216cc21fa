import type { Drp } from '../context.ts';
import { since } from '../context.ts';
import { bool, bytes, list, map, string } from '../go/decode.ts';
import type { GoField, GoStruct } from '../go/decode.ts';
import type { Fields, Stored } from '../world.ts';

/** A type of stored objects that all have the same routes. */
export interface Kind {
  /** As routes, scopes and refusals name it: `users`. */
  readonly prefix: 'users' | 'roles' | 'tenants';
  readonly struct: (drp: Drp) => GoStruct;
  readonly store: (drp: Drp) => Map<string, Stored>;
  readonly create: (fields: Fields) => Stored;
  /** Fills in what must not be missing before an object is kept in the place of another. */
  readonly complete?: (drp: Drp, fields: Fields, before: Fields | undefined) => Fields;
  /** What makes it invalid, and what only makes it unavailable. */
  readonly check: (drp: Drp, fields: Fields) => Problems;
  /** Why it cannot be deleted. */
  readonly inUse?: (drp: Drp, name: string) => string[];
}

export interface Problems {
  readonly invalid: readonly string[];
  readonly unavailable: readonly string[];
}

/** Members of every object. `through` is the struct of the model that the backend's is made of. */
export function commonFields(drp: Drp, through: string): GoField[] {
  const within = (struct: string): readonly string[] => [through, struct];
  return [
    { name: 'Validated', type: bool, through: within('Validation') },
    { name: 'Available', type: bool, through: within('Validation') },
    { name: 'Errors', type: list(string), through: within('Validation') },
    { name: 'ReadOnly', type: bool, through: within('Access') },
    { name: 'Meta', type: map('models.Meta', string), through: [through] },
    ...(since(drp, '3.13')
      ? [
          { name: 'Endpoint', type: string, through: within('Owned') },
          { name: 'Bundle', type: string, through: within('Bundled') },
        ]
      : []),
    { name: 'Name', type: string, through: [through] },
  ];
}

/** What a fresh object has: zeros, and empty lists and maps where Go would have none. */
export function filled({ fields }: GoStruct, given: Fields): Fields {
  return Object.fromEntries(
    fields
      .filter(({ name, type }) => type !== bytes || given[name] !== undefined)
      .map(({ name, type }) => [name, given[name] ?? emptyOf(type.kind)]),
  );
}

function emptyOf(kind: string): unknown {
  if (kind === 'bool') return false;
  if (kind === 'list') return [];
  return kind === 'map' ? {} : '';
}

/** The object as every route shows it: a password's hash is nowhere (docs/registries/drp.md §2.1). */
export function viewOf(drp: Drp, kind: Kind, fields: Fields): Fields {
  const struct = kind.struct(drp);
  return filled({ ...struct, fields: struct.fields.filter(({ type }) => type !== bytes) }, fields);
}

/** Names of users, roles and tenants up to 3.13: letters first, two characters at least, no `@`. */
const NAME = /^\p{L}+([- _.]+|\p{N}+|\p{L}+)+$/u;
/** Newer ones have names of directories, as `alice@corp.example`. */
const NEWER_NAME = /^\p{L}+([- @_.]+|\p{N}+|\p{L}+)+$/u;

export function checkName(drp: Drp, fields: Fields): string[] {
  const name = String(fields['Name']);
  return (since(drp, '4.0') ? NEWER_NAME : NAME).test(name) ? [] : [`Invalid Name \`${name}\``];
}
