import type { Reply } from '../http/message.ts';
import { demand, may } from './auth.ts';
import { applyPatch, readObject, readPatch } from './body.ts';
import type { Call } from './context.ts';
import { empty, failure, notFound, reply } from './errors.ts';
import { list } from './list.ts';
import { userView } from './views.ts';
import type { User } from './world.ts';

/** `validUserName` of the models (docs/registries/drp.md §2.1). */
const VALID_NAME = /^\p{L}+([- @_.]+|\p{N}+|\p{L}+)+$/u;

export const listUsers = (call: Call): Reply =>
  list(call, 'users', () =>
    [...call.drp.world.users.values()].map((user) => userView(call.drp, user)),
  );

export function getUser(call: Call): Reply {
  const user = find(call);
  // Not permitted looks like not there (docs/registries/drp.md §2.1).
  if (!may(call, 'users', 'get', user.name)) throw notFound('GET', 'users', user.name);
  return reply(200, userView(call.drp, user));
}

/** Only authentication is checked. */
export const headUser = (call: Call): Reply => {
  find(call);
  return empty(200);
};

export function createUser(call: Call): Reply {
  const body = readObject(call);
  demand(call, 'users', 'create', '');
  const { world } = call.drp;
  const name = typeof body['Name'] === 'string' ? body['Name'] : '';
  if (name === '') throw failure(400, 'CREATE', ['Empty key not allowed'], 'users');
  if (world.users.has(name)) throw failure(409, 'CREATE', ['already exists'], 'users', name);
  const roles = stringList(body['Roles']);
  validate(call, name, roles);
  return reply(201, userView(call.drp, world.addUser(name, roles)));
}

/** Needs `update:/Field` for each operation but `test` (docs/registries/drp.md §2.5). */
export function patchUser(call: Call): Reply {
  const patch = readPatch(call);
  const user = find(call);
  for (const { op, path } of patch) {
    if (op !== 'test') demand(call, 'users', `update:${path}`, user.name);
  }
  const result = applyPatch(userView(call.drp, user), patch, 'users', user.name);
  const roles = stringList(result['Roles']);
  validate(call, user.name, roles);
  user.roles = roles;
  user.description = String(result['Description']);
  const secret = String(result['Secret']);
  if (secret !== user.secret) user.secret = storedSecret(call, secret);
  return reply(200, userView(call.drp, user));
}

/** The newest pages say that the server puts a value of its own in the place of what was sent. */
const storedSecret = ({ drp }: Call, sent: string): string =>
  drp.settings.mode === 'kb' || sent === '' ? drp.world.newSecret() : sent;

/** Changes the secret as well: every token of the user ends. */
export function putPassword(call: Call): Reply {
  const body = readObject(call);
  const user = find(call);
  demand(call, 'users', 'password', user.name);
  const { Password: password } = body;
  if (typeof password !== 'string') throw failure(400, 'PUT', ['json: no Password']);
  user.password = password;
  user.secret = call.drp.world.newSecret();
  return reply(200, userView(call.drp, user));
}

export function deleteUser(call: Call): Reply {
  const user = find(call);
  demand(call, 'users', 'delete', user.name);
  call.drp.world.users.delete(user.name);
  return reply(200, userView(call.drp, user));
}

function find({ drp, params, request }: Call): User {
  const key = params['name'] ?? '';
  const name = key.startsWith('Name:') ? key.slice('Name:'.length) : key;
  const user = drp.world.users.get(name);
  if (user === undefined) throw notFound(request.method, 'users', key);
  return user;
}

const stringList = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];

function validate({ drp }: Call, name: string, roles: readonly string[]): void {
  const messages = [
    ...(VALID_NAME.test(name) ? [] : [`Invalid User Name ${name}`]),
    ...roles
      .filter((role) => !drp.world.roles.has(role))
      .map((role) => `Role ${role} does not exist`),
  ];
  if (messages.length > 0) throw failure(422, 'ValidationError', messages, 'users', name);
}
