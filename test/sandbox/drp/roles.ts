import type { Reply } from '../http/message.ts';
import { demand, may } from './auth.ts';
import { readObject } from './body.ts';
import { SCOPES } from './claims.ts';
import type { Call } from './context.ts';
import { failure, notFound, reply } from './errors.ts';
import { list } from './list.ts';
import { roleView } from './views.ts';
import type { Claim, Role } from './world.ts';

export const listRoles = (call: Call): Reply =>
  list(call, 'roles', () => [...call.drp.world.roles.values()].map(roleView));

export function getRole(call: Call): Reply {
  const role = find(call);
  if (!may(call, 'roles', 'get', role.name)) throw notFound('GET', 'roles', role.name);
  return reply(200, roleView(role));
}

export function createRole(call: Call): Reply {
  const body = readObject(call);
  license(call, 'create');
  demand(call, 'roles', 'create', '');
  const { world } = call.drp;
  const name = typeof body['Name'] === 'string' ? body['Name'] : '';
  if (name === '') throw failure(400, 'CREATE', ['Empty key not allowed'], 'roles');
  if (world.roles.has(name)) throw failure(409, 'CREATE', ['already exists'], 'roles', name);
  const claims = readClaims(body['Claims']);
  validate(name, claims);
  const role: Role = {
    name,
    description: text(body['Description']),
    claims,
    readOnly: false,
  };
  world.roles.set(name, role);
  return reply(201, roleView(role));
}

export function deleteRole(call: Call): Reply {
  const role = find(call);
  license(call, 'delete');
  demand(call, 'roles', 'delete', role.name);
  const { world } = call.drp;
  const user = [...world.users.values()].find(({ roles }) => roles.includes(role.name));
  if (user !== undefined) {
    throw failure(409, 'StillInUseError', [`In use by User ${user.name}`], 'roles', role.name);
  }
  world.roles.delete(role.name);
  return reply(200, roleView(role));
}

/** Everything but reading needs the licensed feature (docs/registries/drp.md §2.2). */
function license({ drp, request }: Call, action: string): void {
  if (drp.settings.licensed) return;
  throw failure(403, 'AUTH', [
    `Cannot access ${request.path}`,
    `roles ${action} is a licensed enterprise feature.  Contact support@rackn.com`,
  ]);
}

function find({ drp, params, request }: Call): Role {
  const name = params['name'] ?? '';
  const role = drp.world.roles.get(name);
  if (role === undefined) throw notFound(request.method, 'roles', name);
  return role;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function readClaims(value: unknown): Claim[] {
  const entries = Array.isArray(value) ? (value as Readonly<Record<string, unknown>>[]) : [];
  return entries.map((entry) => ({
    scope: text(entry['scope']),
    action: text(entry['action']),
    specific: text(entry['specific']),
  }));
}

function validate(name: string, claims: readonly Claim[]): void {
  const messages = claims.flatMap(({ scope }) =>
    scope
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '*' && !(part in SCOPES))
      .map((part) => `No such scope '${part}'`),
  );
  if (messages.length > 0) throw failure(422, 'ValidationError', messages, 'roles', name);
}
