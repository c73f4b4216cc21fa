import type { Drp } from './context.ts';
import type { Machine, Role, User } from './world.ts';

const common = { Validated: true, Available: true, Errors: [], Endpoint: '', Bundle: '' } as const;

/**
 * A user as every route shows it: `Secret` in clear, the password's hash not
 * (docs/registries/drp.md §2.1).
 */
export const userView = ({ settings }: Drp, user: User): Record<string, unknown> => ({
  ...common,
  ReadOnly: false,
  Meta: user.meta,
  Name: user.name,
  Description: user.description,
  Secret: user.secret,
  ...(settings.mode === 'v35' ? {} : { Roles: user.roles }),
});

export const roleView = (role: Role): Record<string, unknown> => ({
  ...common,
  ReadOnly: role.readOnly,
  Meta: {},
  Name: role.name,
  Description: role.description,
  Documentation: '',
  Claims: role.claims,
});

export const machineView = (machine: Machine): Record<string, unknown> => ({
  ...common,
  ReadOnly: false,
  Meta: {},
  Uuid: machine.uuid,
  Name: machine.name,
});
