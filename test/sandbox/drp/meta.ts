import type { Reply } from '../http/message.ts';
import { demand } from './authorize.ts';
import type { Call } from './context.ts';
import { notFound, reply } from './errors.ts';
import { find, isVisible, nameOf } from './objects/find.ts';
import { roles, tenants, users } from './objects/kinds.ts';

/** `GET /meta/{type}/{name}`, since 3.9: the right comes before the object. */
export function getMeta(call: Call): Reply {
  const { type = '', rest = '' } = call.params;
  const name = rest.slice(1);
  demand(call, type, 'get', name);
  const kind = [users, roles, tenants].find(({ prefix }) => prefix === type);
  const stored = kind === undefined ? undefined : find(call, kind, name);
  if (kind === undefined || stored === undefined || !isVisible(call, kind, nameOf(stored))) {
    throw notFound(call.request.method, type, name);
  }
  return reply(200, stored.fields['Meta']);
}
