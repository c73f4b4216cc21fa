import { pformat } from './pformat.ts';
import { repr } from './repr.ts';

type TypeName = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';

/** The part of JSON Schema that Quay's request bodies use; keys in the order Quay has them. */
export interface Schema {
  readonly type?: TypeName | readonly TypeName[];
  readonly description?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
}

type Path = readonly (string | number)[];

interface Violation {
  readonly message: string;
  readonly keyword: string;
  readonly schema: Schema;
  readonly schemaPath: Path;
  readonly instance: unknown;
  readonly path: Path;
}

/**
 * The text that jsonschema 3.2 raises for a body, which Quay hands on: the first of the violations
 * that are nearest to the root; undefined for a body that fits.
 */
export function schemaComplaint(instance: unknown, schema: Schema): string | undefined {
  const found = violations(instance, schema, [], []);
  const depth = Math.min(...found.map(({ path }) => path.length));
  const worst = found.find(({ path }) => path.length === depth);
  return worst === undefined ? undefined : textOf(worst);
}

function textOf({ message, keyword, schema, schemaPath, instance, path }: Violation): string {
  return (
    `${message}\n\nFailed validating ${repr(keyword)} in schema${indexes(schemaPath)}:\n` +
    `${indented(pformat(schema))}\n\nOn instance${indexes(path)}:\n${indented(pformat(instance))}`
  );
}

function indexes(path: Path): string {
  return path.map((part) => `[${repr(part)}]`).join('');
}

function indented(text: string): string {
  return text.replace(/^/gm, '    ');
}

function violations(instance: unknown, schema: Schema, path: Path, schemaPath: Path): Violation[] {
  const found: Violation[] = [];
  const add = (keyword: string, message: string): void => {
    found.push({ message, keyword, schema, schemaPath, instance, path });
  };
  const keywords: Readonly<Record<string, () => void>> = {
    type: () => {
      const types = [schema.type ?? []].flat();
      if (!types.some((type) => isOfType(instance, type))) {
        add('type', `${repr(instance)} is not of type ${types.map(repr).join(', ')}`);
      }
    },
    required: () => {
      for (const name of schema.required ?? []) {
        if (isOfType(instance, 'object') && !Object.hasOwn(instance as object, name)) {
          add('required', `${repr(name)} is a required property`);
        }
      }
    },
    properties: () => {
      for (const [name, property] of Object.entries(schema.properties ?? {})) {
        if (isOfType(instance, 'object') && Object.hasOwn(instance as object, name)) {
          const value = (instance as Readonly<Record<string, unknown>>)[name];
          const where = [...schemaPath, 'properties', name];
          found.push(...violations(value, property, [...path, name], where));
        }
      }
    },
    items: () => {
      const items = Array.isArray(instance) ? (instance as readonly unknown[]) : [];
      for (const [index, item] of items.entries()) {
        found.push(
          ...violations(item, schema.items ?? {}, [...path, index], [...schemaPath, 'items']),
        );
      }
    },
    enum: () => {
      if (schema.enum?.includes(instance) === false) {
        add('enum', `${repr(instance)} is not one of ${repr(schema.enum)}`);
      }
    },
    minLength: () => {
      if (typeof instance === 'string' && Array.from(instance).length < (schema.minLength ?? 0)) {
        add('minLength', `${repr(instance)} is too short`);
      }
    },
    maxLength: () => {
      if (
        typeof instance === 'string' &&
        Array.from(instance).length > (schema.maxLength ?? Infinity)
      ) {
        add('maxLength', `${repr(instance)} is too long`);
      }
    },
    minimum: () => {
      if (typeof instance === 'number' && instance < (schema.minimum ?? -Infinity)) {
        add('minimum', `${repr(instance)} is less than the minimum of ${repr(schema.minimum)}`);
      }
    },
  };
  for (const keyword of Object.keys(schema)) {
    keywords[keyword]?.();
  }
  return found;
}

function isOfType(value: unknown, type: TypeName): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'number':
    case 'string':
    case 'boolean':
      return typeof value === type;
  }
}
