import type { Call } from './context.ts';
import { failure } from './errors.ts';
import { decode, GoTypeError } from './go/decode.ts';
import type { GoType } from './go/decode.ts';
import { readOperation } from './go/patch.ts';
import type { Operation } from './go/patch.ts';
import { PatchError } from './go/pointer.ts';
import { GoSyntaxError, readFirstValue } from './go/syntax.ts';
import type { Fields } from './world.ts';

/**
 * The body of a change, put over `before`. Without a body nothing changes.
 *
 * @throws Refusal When it does not say that it is JSON, is none, or does not fit.
 */
export const readFields = (call: Call, type: GoType, before: Fields): Fields =>
  (read(call, (value) => decode(type, value, before)) as Fields | undefined) ?? before;

/** The body of a `PATCH`; without one, a patch that does nothing. */
export const readPatch = (call: Call): readonly Operation[] =>
  read(call, (value) => {
    if (value === null) return [];
    if (Array.isArray(value)) return value.map(readOperation);
    const kind = typeof value === 'boolean' ? 'bool' : typeof value;
    throw new GoTypeError(`json: cannot unmarshal ${kind} into Go value of type jsonpatch2.Patch`);
  }) ?? [];

function read<Value>({ request }: Call, take: (value: unknown) => Value): Value | undefined {
  const refuse = (message: string) => failure(400, request.method, [message]);
  const type = /^[^ ;]*/.exec(request.headers['content-type'] ?? '')?.[0] ?? '';
  if (!type.toLowerCase().includes('application/json')) {
    throw refuse(`Invalid content type: ${type}`);
  }
  if (request.body.length === 0) return undefined;
  try {
    return take(readFirstValue(request.body.toString('utf8')));
  } catch (error) {
    if (
      error instanceof GoSyntaxError ||
      error instanceof GoTypeError ||
      error instanceof PatchError
    ) {
      throw refuse(error.message);
    }
    throw error;
  }
}
