import { problemsOf, scopesOf } from '../claims.ts';
import { since } from '../context.ts';
import { bytes, list, map, string } from '../go/decode.ts';
import type { GoStruct } from '../go/decode.ts';
import { Role, Tenant, User } from '../world.ts';
import type { Claim } from '../world.ts';
import { checkName, commonFields } from './kind.ts';
import type { Kind } from './kind.ts';

const CLAIM: GoStruct = {
  kind: 'struct',
  name: 'models.Claim',
  fields: ['scope', 'action', 'specific'].map((name) => ({ name, type: string })),
};

export const users: Kind = {
  prefix: 'users',
  struct: (drp) => ({
    kind: 'struct',
    name: 'backend.User',
    fields: [
      ...commonFields(drp, 'User'),
      ...(since(drp, '3.8') ? [{ name: 'Description', type: string, through: ['User'] }] : []),
      { name: 'PasswordHash', type: bytes, through: ['User'] },
      { name: 'Secret', type: string, through: ['User'] },
      ...(since(drp, '3.9') ? [{ name: 'Roles', type: list(string), through: ['User'] }] : []),
    ],
  }),
  store: ({ world }) => world.users,
  create: (fields) => new User(fields),
  // The newest pages say that the server puts a value of its own in the place of what was sent.
  complete: (drp, fields, before) =>
    fields['Secret'] === '' ||
    (since(drp, '4.0') && before !== undefined && before['Secret'] !== fields['Secret'])
      ? { ...fields, Secret: drp.world.newSecret() }
      : fields,
  check: (drp, fields) => ({
    invalid: checkName(drp, fields),
    unavailable: ((fields['Roles'] ?? []) as readonly string[])
      .filter((role) => !drp.world.roles.has(role))
      .map((role) => `Role ${role} does not exist`),
  }),
};

export const roles: Kind = {
  prefix: 'roles',
  struct: (drp) => ({
    kind: 'struct',
    name: 'backend.Role',
    fields: [
      ...commonFields(drp, 'Role'),
      { name: 'Claims', type: list(CLAIM), through: ['Role'] },
      { name: 'Description', type: string, through: ['Role'] },
      { name: 'Documentation', type: string, through: ['Role'] },
    ],
  }),
  store: ({ world }) => world.roles,
  create: (fields) => new Role(fields),
  check: (drp, fields) => ({
    invalid: [
      ...checkName(drp, fields),
      ...problemsOf(scopesOf(drp), fields['Claims'] as readonly Claim[]),
    ],
    unavailable: [],
  }),
  inUse: ({ world }, name) =>
    [...world.users.values()]
      .filter(({ roles: names }) => names.includes(name))
      .map(({ fields }) => `In use by User ${String(fields['Name'])}`)
      .sort(),
};

export const tenants: Kind = {
  prefix: 'tenants',
  struct: (drp) => ({
    kind: 'struct',
    name: 'backend.Tenant',
    fields: [
      ...commonFields(drp, 'Tenant'),
      ...['Description', 'Documentation'].map((name) => ({
        name,
        type: string,
        through: ['Tenant'],
      })),
      { name: 'Members', type: map('map[string][]string', list(string)), through: ['Tenant'] },
      { name: 'Users', type: list(string), through: ['Tenant'] },
    ],
  }),
  store: ({ world }) => world.tenants,
  create: (fields) => new Tenant(fields),
  check: (drp, fields) => {
    const { world } = drp;
    const names = fields['Users'] as readonly string[];
    const others = [...world.tenants.values()].filter(
      (tenant) => tenant.fields['Name'] !== fields['Name'],
    );
    return {
      invalid: [
        ...checkName(drp, fields),
        ...names
          .filter((name) => !world.users.has(name))
          .map((name) => `User ${name} does not exist`),
        ...others.flatMap((other) =>
          other.users
            .filter((name) => names.includes(name))
            .map(
              (name) =>
                `User ${name} already in tenant ${String(other.fields['Name'])}, and users can only be in one tenant at a time`,
            ),
        ),
      ],
      unavailable: [],
    };
  },
  inUse: ({ world }, name) => {
    const names = world.tenants.get(name)?.users ?? [];
    return names.length === 0 ? [] : [`Constraining Users: [${names.join(' ')}]`];
  },
};
