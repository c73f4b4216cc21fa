import { isDeepStrictEqual } from 'node:util';
import { any, decode, string, zero } from './decode.ts';
import type { GoStruct } from './decode.ts';
import { get, parsePointer, PatchError, put, remove, replace } from './pointer.ts';

/** One operation of a JSON patch (RFC 6902). */
export interface Operation {
  readonly op: string;
  readonly path: string;
  readonly from: string;
  readonly value: unknown;
}

const OPERATION: GoStruct = {
  kind: 'struct',
  name: 'jsonpatch2.op',
  fields: [
    { name: 'op', type: string },
    { name: 'path', type: string },
    { name: 'from', type: string },
    { name: 'value', type: any },
  ],
};

/**
 * @throws GoTypeError When it has members of other types.
 * @throws PatchError When its places are no JSON pointers.
 */
export function readOperation(entry: unknown): Operation {
  const { op, path, from, value } = decode(OPERATION, entry, zero(OPERATION)) as Operation;
  parsePointer(path);
  if (op === 'copy' || op === 'move') parsePointer(from);
  return { op, path, from, value: value ?? null };
}

/** An operation that could not be done, and which of the patch it was. */
export class PatchFailure extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/**
 * Applies a patch to a copy.
 *
 * @throws PatchFailure
 */
export function applyPatch(target: unknown, patch: readonly Operation[]): unknown {
  let result = structuredClone(target);
  for (const [line, operation] of patch.entries()) {
    try {
      result = applyOperation(result, operation);
    } catch (error) {
      if (error instanceof PatchError) throw new PatchFailure(line, error.message);
      throw error;
    }
  }
  return result;
}

function applyOperation(to: unknown, { op, path, from, value }: Operation): unknown {
  const at = parsePointer(path);
  switch (op) {
    case 'test':
      if (!isDeepStrictEqual(get(to, at), value)) throw new PatchError('Test op failed.');
      return to;
    case 'replace':
      return replace(to, at, value);
    case 'add':
      return put(to, at, value);
    case 'remove':
      return remove(to, at);
    case 'copy':
      return put(to, at, structuredClone(get(to, parsePointer(from))));
    case 'move':
      return remove(put(to, at, get(to, parsePointer(from))), parsePointer(from));
    default:
      throw new PatchError(`Invalid op ${op}`);
  }
}
