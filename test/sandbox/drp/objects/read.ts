import type { Reply } from '../../http/message.ts';
import { demand } from '../authorize.ts';
import type { Call } from '../context.ts';
import { since } from '../context.ts';
import { empty, Refusal, reply } from '../errors.ts';
import { listObjects } from '../list.ts';
import { findVisible, isVisible, nameOf } from './find.ts';
import { viewOf } from './kind.ts';
import type { Kind } from './kind.ts';

/** `GET` and `HEAD` of a whole type. */
export const list = (call: Call, kind: Kind): Reply =>
  listObjects(call, kind.prefix, () =>
    [...kind.store(call.drp).values()]
      .filter((stored) => isVisible(call, kind, nameOf(stored)))
      .map(({ fields }) => viewOf(call.drp, kind, fields)),
  );

export function fetch(call: Call, kind: Kind): Reply {
  const stored = findVisible(call, kind, true);
  const name = nameOf(stored);
  demand(call, kind.prefix, 'get', name);
  const { query } = call.request;
  if (since(call.drp, '3.13') && query.get('decode') === 'true') {
    demand(call, kind.prefix, 'getSecure', call.params['name'] ?? '');
  }
  return reply(200, slim(call, viewOf(call.drp, kind, stored.fields)));
}

/** Only authentication is asked for (docs/registries/drp.md §8). */
export function exists(call: Call, kind: Kind): Reply {
  try {
    findVisible(call, kind, true);
    return empty(200);
  } catch (error) {
    if (error instanceof Refusal && !since(call.drp, '3.9')) return empty(404);
    throw error;
  }
}

/** Empties what the caller does not want to be sent. */
export function slim({ drp, request }: Call, view: Readonly<Record<string, unknown>>) {
  const parts = (request.query.get('slim') ?? '').toLowerCase().split(',');
  const isSlim = since(drp, '3.9') && parts.some((part) => part.trim() === 'meta');
  return isSlim && 'Meta' in view ? { ...view, Meta: {} } : view;
}
