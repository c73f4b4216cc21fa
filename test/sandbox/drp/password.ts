import type { Reply } from '../http/message.ts';
import { demand } from './authorize.ts';
import { readFields } from './body.ts';
import type { Call } from './context.ts';
import { since } from './context.ts';
import { notFound, reply } from './errors.ts';
import { string } from './go/decode.ts';
import type { GoStruct } from './go/decode.ts';
import { find, nameOf } from './objects/find.ts';
import { keep } from './objects/keep.ts';
import { viewOf } from './objects/kind.ts';
import { users } from './objects/kinds.ts';
import type { User } from './world.ts';

const BODY: GoStruct = {
  kind: 'struct',
  name: 'models.UserPassword',
  fields: [{ name: 'Password', type: string }],
};

/**
 * `PUT /users/{name}/password`: the right comes before the body, and the body before the user; no
 * password is one as well. From 3.8 on it changes the secret, so that every token of the user ends.
 */
export function putPassword(call: Call): Reply {
  const { drp, params } = call;
  const key = params['name'] ?? '';
  demand(call, 'users', 'password', key);
  const { Password: password } = readFields(call, BODY, { Password: '' });
  const user = find(call, users, key) as User | undefined;
  if (user === undefined) throw notFound('PUT', 'users', key);
  user.setPassword(String(password), drp.world.newSecret());
  const secret = since(drp, '3.8') ? drp.world.newSecret() : user.secret;
  keep(drp, users, { ...user.fields, Name: nameOf(user), Secret: secret });
  return reply(200, viewOf(drp, users, user.fields));
}
