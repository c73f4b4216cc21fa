/** Why an operation of a JSON patch cannot be done, in the words of the server's library. */
export class PatchError extends Error {}

/** A JSON pointer (RFC 6901), decoded. */
export type Pointer = readonly string[];

/** @throws PatchError When it does not begin with a slash or has a stray `~`. */
export function parsePointer(text: string): Pointer {
  if (text === '') return [];
  if (!text.startsWith('/')) {
    throw new PatchError('Initial character of a non-empty pointer must be `/`');
  }
  return text
    .slice(1)
    .split('/')
    .map((segment) => {
      if (/~(?![01])/.test(segment)) {
        throw new PatchError(`\`${segment}\` has an illegal unescaped ~`);
      }
      return segment.replaceAll('~1', '/').replaceAll('~0', '~');
    });
}

export const formatPointer = (pointer: Pointer): string =>
  pointer.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

type Container = Record<string, unknown> | unknown[];

/** What stands at a place. */
export function get(from: unknown, pointer: Pointer): unknown {
  let found = from;
  for (const [depth, selector] of pointer.entries()) {
    if (Array.isArray(found)) {
      found = found[offset(selector, found.length)];
    } else if (isObject(found)) {
      if (!Object.hasOwn(found, selector)) {
        throw new PatchError(`Selector ${selector} not a member of ${goSyntax(found)}`);
      }
      found = found[selector];
    } else {
      const rest = formatPointer(pointer.slice(depth));
      throw new PatchError(`Cannot index pointer ${rest} for non-indexable JSON value`);
    }
  }
  return found;
}

/** Replaces what stands at a place; gives the whole. */
export function replace(to: unknown, pointer: Pointer, value: unknown): unknown {
  if (pointer.length === 0) return value;
  const [container, selector] = holderOf(to, pointer, 'Cannot put to non-indexable JSON value');
  if (Array.isArray(container)) {
    container[offset(selector, container.length)] = value;
  } else if (Object.hasOwn(container, selector)) {
    container[selector] = value;
  } else {
    throw new PatchError(`${formatPointer(pointer)} does not refer to an existing location`);
  }
  return to;
}

/** Puts a value at a place that need not exist; gives the whole. */
export function put(to: unknown, pointer: Pointer, value: unknown): unknown {
  const [container, selector] = holderOf(to, pointer, 'Cannot put to non-indexable JSON value');
  if (!Array.isArray(container)) container[selector] = value;
  else if (selector === '-') container.push(value);
  else container.splice(offset(selector, container.length), 0, value);
  return to;
}

/** Removes what stands at a place; gives the whole. */
export function remove(from: unknown, pointer: Pointer): unknown {
  const [container, selector] = holderOf(from, pointer, 'Cannot remove non-indexable JSON value');
  if (Array.isArray(container)) {
    container.splice(offset(selector, container.length), 1);
  } else if (Object.hasOwn(container, selector)) {
    Reflect.deleteProperty(container, selector);
  } else {
    throw new PatchError(`\`${formatPointer(pointer)}\` does not point to an existing location`);
  }
  return from;
}

function holderOf(whole: unknown, pointer: Pointer, otherwise: string): [Container, string] {
  const selector = pointer.at(-1);
  if (selector === undefined) throw new PatchError('Cannot happen');
  const container = get(whole, pointer.slice(0, -1));
  if (!Array.isArray(container) && !isObject(container)) throw new PatchError(otherwise);
  return [container, selector];
}

function offset(selector: string, bound: number): number {
  if (!/^[+-]?\d+$/.test(selector)) {
    throw new PatchError(`strconv.Atoi: parsing ${JSON.stringify(selector)}: invalid syntax`);
  }
  const index = Number(selector) < 0 ? bound + Number(selector) : Number(selector);
  if (index < 0 || index >= bound) throw new PatchError('Index out of bounds');
  return index;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object as Go's `%#v` prints it. */
function goSyntax(value: unknown): string {
  if (value === null || value === undefined) return 'interface {}(nil)';
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${goSyntax(member)}`);
  return `map[string]interface {}{${members.join(', ')}}`;
}
