import { isDeepStrictEqual } from 'node:util';
import type { Reply } from '../../http/message.ts';
import { demand } from '../authorize.ts';
import { readFields, readPatch } from '../body.ts';
import type { Call } from '../context.ts';
import { since } from '../context.ts';
import { failure, notFound, reply } from '../errors.ts';
import { decode, GoTypeError, zero } from '../go/decode.ts';
import { applyPatch, PatchFailure } from '../go/patch.ts';
import type { Operation } from '../go/patch.ts';
import { formatPointer } from '../go/pointer.ts';
import type { Claim, Fields, Stored } from '../world.ts';
import { find, findVisible, nameOf } from './find.ts';
import { keep } from './keep.ts';
import { filled, viewOf } from './kind.ts';
import type { Kind } from './kind.ts';

export function create(call: Call, kind: Kind): Reply {
  const { drp } = call;
  const struct = kind.struct(drp);
  const fields = readFields(call, struct, zero(struct) as Fields);
  demand(call, kind.prefix, 'create', '');
  const name = String(fields['Name']);
  if (name === '') throw failure(400, 'CREATE', ['Empty key not allowed'], kind.prefix);
  if (kind.store(drp).has(name)) {
    throw failure(409, 'CREATE', ['already exists'], kind.prefix, name);
  }
  return reply(201, viewOf(drp, kind, keep(drp, kind, fields).fields));
}

/** Needs `update:/Field` for each operation but `test`; a refusal names `patch` (§8). */
export function patch(call: Call, kind: Kind): Reply {
  const { drp } = call;
  const operations = readPatch(call);
  const key = call.params['name'] ?? '';
  const stored = since(drp, '3.9') ? findVisible(call, kind) : find(call, kind, key);
  if (stored === undefined) throw notFound('PATCH', kind.prefix, key);
  const name = nameOf(stored);
  demand(call, kind.prefix, 'patch', name, wantedBy(kind.prefix, name, operations));
  // Until 3.11 what was found as `Name:alice` is looked for by those very letters.
  if (!since(drp, '3.11') && key !== name) throw notFound('PATCH', kind.prefix, key);
  const fields = patched(call, kind, stored, operations);
  if (!kind.store(drp).has(String(fields['Name']))) {
    const missing = `Update: ${kind.prefix}:${String(fields['Name'])} does not already exist`;
    throw failure(400, 'PATCH', [missing]);
  }
  return reply(200, viewOf(drp, kind, keep(drp, kind, fields).fields));
}

const wantedBy = (scope: string, name: string, operations: readonly Operation[]): Claim[] =>
  operations
    .filter(({ op }) => op !== 'test')
    .flatMap(({ op, path, from }) => (op === 'move' ? [from, path] : [path]))
    .map((path) => ({ scope, action: `update:${path}`, specific: name }));

function patched(call: Call, kind: Kind, stored: Stored, operations: readonly Operation[]): Fields {
  const struct = kind.struct(call.drp);
  const refuse = (status: number, ...messages: string[]) =>
    failure(status, 'PATCH', messages, kind.prefix, nameOf(stored));
  try {
    const result = applyPatch(filled(struct, stored.fields), operations);
    return decode(struct, result, zero(struct)) as Fields;
  } catch (error) {
    if (error instanceof GoTypeError) throw refuse(406, error.message);
    if (!(error instanceof PatchFailure)) throw error;
    const line = JSON.stringify(operations[error.line]);
    throw refuse(409, `Patch error at line ${error.line}: ${error.message}`, `Patch line: ${line}`);
  }
}

/** Replaces the whole: what the body leaves out is lost. */
export function update(call: Call, kind: Kind): Reply {
  const { drp } = call;
  const struct = kind.struct(drp);
  const given = readFields(call, struct, zero(struct) as Fields);
  const key = call.params['name'] ?? '';
  const name = String(given['Name']);
  if (name !== key) {
    const message = `Key change from ${key} to ${name} not allowed`;
    throw failure(400, 'PUT', [message], kind.prefix, key);
  }
  if (since(drp, '3.9')) {
    const before = filled(struct, findVisible(call, kind).fields);
    const wanted = differences(before, filled(struct, given)).map((path) => ({
      scope: kind.prefix,
      action: `update:${path}`,
      specific: name,
    }));
    demand(call, kind.prefix, 'update', name, wanted);
  } else {
    demand(call, kind.prefix, 'update', kind.store(drp).has(name) ? name : '');
    if (!kind.store(drp).has(name)) throw notFound('PUT', kind.prefix, name);
  }
  return reply(200, viewOf(drp, kind, keep(drp, kind, given).fields));
}

/** Pointers to what differs, down to the members of maps. */
function differences(before: Fields, after: Fields, at: readonly string[] = []): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const [old, now] = [before[name], after[name]];
    if (isDeepStrictEqual(old, now)) return [];
    const place = [...at, name];
    return isMap(old) && isMap(now) ? differences(old, now, place) : [formatPointer(place)];
  });
}

const isMap = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function remove(call: Call, kind: Kind): Reply {
  const { drp } = call;
  const key = call.params['name'] ?? '';
  const stored = since(drp, '3.9') ? findVisible(call, kind) : find(call, kind, key);
  if (stored === undefined) throw notFound('DELETE', kind.prefix, key);
  const name = nameOf(stored);
  demand(call, kind.prefix, 'delete', name);
  const uses = kind.inUse?.(drp, name) ?? [];
  if (uses.length > 0) throw failure(409, 'StillInUseError', uses, kind.prefix, name);
  if (stored.fields['Bundle'] === 'BasicStore') {
    throw failure(404, 'DELETE', [`readonly: ${name}`]);
  }
  kind.store(drp).delete(name);
  return reply(200, viewOf(drp, kind, stored.fields));
}
