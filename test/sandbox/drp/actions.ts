import type { Reply } from '../http/message.ts';
import { demand } from './authorize.ts';
import { readFields } from './body.ts';
import type { Call } from './context.ts';
import { failure, reply } from './errors.ts';
import { any, map } from './go/decode.ts';
import { findVisible } from './objects/find.ts';
import type { Kind } from './objects/kind.ts';

/** `GET …/actions`: no plugin of the sandbox has any. The right is asked for before the object. */
export function listActions(call: Call, kind: Kind): Reply {
  demand(call, kind.prefix, 'actions', call.params['name'] ?? '');
  findVisible(call, kind);
  return reply(200, []);
}

export function getAction(call: Call, kind: Kind): Reply {
  const { name = '', cmd = '' } = call.params;
  demand(call, kind.prefix, `action:${cmd}`, name);
  findVisible(call, kind);
  throw failure(404, 'GET', [`${cmd}: Not Found`], kind.prefix, name);
}

export function runAction(call: Call, kind: Kind): Reply {
  const { name = '', cmd = '' } = call.params;
  readFields(call, map('map[string]interface {}', any), {});
  demand(call, kind.prefix, `action:${cmd}`, name);
  findVisible(call, kind);
  throw failure(400, 'INVOKE', [`Action ${cmd} on ${kind.prefix}: Not Found`], kind.prefix, name);
}
