import type { Drp } from '../context.ts';
import { since } from '../context.ts';
import { compareText } from '../go/text.ts';
import type { Fields } from '../world.ts';

/** A filter, an order or a page that the server does not take. */
export class FilterError extends Error {}

type Value = string | boolean | undefined;

/** Something that objects are ordered and filtered by. */
export interface Index {
  readonly of: (object: Fields) => Value;
  /** @throws FilterError */
  readonly read: (text: string) => Value;
}

const text = (name: string): Index => ({
  of: (object) => object[name] as Value,
  read: (value) => value,
});

function flag(name: string, member = name): Index {
  return {
    of: (object) => object[member] as Value,
    read: (value) => {
      if (value !== 'true' && value !== 'false') {
        throw new FilterError(`${name} must be true or false`);
      }
      return value === 'true';
    },
  };
}

/** The indexes of users, roles and tenants, and of machines as far as anybody asks. */
const INDEXES: Readonly<Record<string, Index>> = {
  Name: text('Name'),
  Key: { of: (object) => (object['Uuid'] ?? object['Name']) as Value, read: (value) => value },
  Available: flag('Available'),
  Valid: flag('Valid', 'Validated'),
  ReadOnly: flag('ReadOnly'),
};

export function indexOf(drp: Drp, name: string): Index | undefined {
  if (name === 'Bundle' && since(drp, '3.13')) return text(name);
  return Object.hasOwn(INDEXES, name) ? INDEXES[name] : undefined;
}

/** What objects can be filtered by, but not sorted: `Meta.<key>`, since 3.12. */
export function filterOf(drp: Drp, name: string): Index | undefined {
  if (!name.startsWith('Meta.') || !since(drp, '3.12')) return indexOf(drp, name);
  const key = name.slice('Meta.'.length);
  return { of: ({ Meta }) => (Meta as Record<string, string>)[key], read: (value) => value };
}

/** Nothing comes first, then texts by their bytes; false before true. */
export function compare(a: Value, b: Value): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return typeof a === 'string' && typeof b === 'string' ? compareText(a, b) : Number(a) - Number(b);
}
