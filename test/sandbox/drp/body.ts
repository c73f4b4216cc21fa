import type { Call } from './context.ts';
import { failure } from './errors.ts';

/** The body of a change: JSON that says it is (docs/registries/drp.md §5). */
export function readJson({ request }: Call): unknown {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('application/json')) {
    throw failure(400, request.method, [`Invalid content type: ${type}`]);
  }
  try {
    return JSON.parse(request.body.toString('utf8')) as unknown;
  } catch (error) {
    throw failure(400, request.method, [error instanceof Error ? error.message : String(error)]);
  }
}

export function readObject(call: Call): Readonly<Record<string, unknown>> {
  const value = readJson(call);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw failure(400, call.request.method, ['json: cannot unmarshal into Go value']);
  }
  return value as Readonly<Record<string, unknown>>;
}

/** One operation of RFC 6902. */
export interface PatchOperation {
  readonly op: string;
  readonly path: string;
  readonly value?: unknown;
}

export function readPatch(call: Call): readonly PatchOperation[] {
  const value = readJson(call);
  if (!Array.isArray(value)) throw failure(400, 'PATCH', ['json: cannot unmarshal into patch']);
  return value as PatchOperation[];
}

/** Applies `test`, `add`, `replace` and `remove` to the top level of a copy. */
export function applyPatch(
  target: Readonly<Record<string, unknown>>,
  patch: readonly PatchOperation[],
  model: string,
  key: string,
): Record<string, unknown> {
  const result = { ...target };
  for (const [line, operation] of patch.entries()) {
    const field = operation.path.slice(1);
    const fail = (what: string) =>
      failure(
        409,
        'PATCH',
        [`Patch error at line ${line}: ${what}`, `Patch line: ${JSON.stringify(operation)}`],
        model,
        key,
      );
    switch (operation.op) {
      case 'test':
        if (JSON.stringify(result[field]) !== JSON.stringify(operation.value)) {
          throw fail('Test op failed.');
        }
        break;
      case 'add':
      case 'replace':
        result[field] = operation.value;
        break;
      case 'remove':
        Reflect.deleteProperty(result, field);
        break;
      default:
        throw fail(`Unknown op ${operation.op}`);
    }
  }
  return result;
}
