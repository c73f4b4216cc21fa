import type { World } from './world.ts';

/** The administrator everybody knows (docs/registries/drp.md §1); the password is invented at each start. */
export const ADMIN = 'rocketskates';
/** A user whose name needs escaping everywhere. */
export const AWKWARD_USER = 'anna lee';
/** A password in which the first colon is not the end of the user name. */
export const AWKWARD_PASSWORD = 'a:b::c d';

/** Roles and users of the recordings' world: what each role may do, by lines of claims. */
export const ROLES: Readonly<Record<string, readonly string[]>> = {
  operator: [
    'machines,profiles,jobs * *',
    'objects list *',
    'info get *',
    'users,roles list,get *',
  ],
  readonly: ['machines,profiles get,list *', 'info get *'],
  inventory: ['machines list *', 'objects list *'],
  netadmin: ['subnets,leases,reservations * *'],
  discovery: ['machines list,get,create,update *', 'info get *'],
};

/** What every server is born with. */
export function addFactory(world: World, password?: string): void {
  world.addRole('superuser', ['* * *'], { ReadOnly: true, Bundle: 'BasicStore' });
  world.addUser(ADMIN, ['superuser'], password === undefined ? {} : { password });
}

/** Fills the world with roles, users and machines. */
export function populate(world: World, manyUsers: number): void {
  addFactory(world);
  for (const [name, claims] of Object.entries(ROLES)) {
    world.addRole(name, claims, { Description: `The role ${name} of the sandbox` });
  }
  world.addUser('alice', ['operator'], { Description: 'CI' });
  world.addUser('bob', ['readonly']);
  world.addUser(AWKWARD_USER, ['operator', 'netadmin'], { password: AWKWARD_PASSWORD });
  world.addUser('Jürgen', ['readonly', 'netadmin'], { Meta: { 'auth-method': 'ad-auth' } });
  for (let index = 1; index <= manyUsers; index += 1) {
    world.addUser(`user-${String(index).padStart(4, '0')}`, ['readonly']);
  }
  for (const name of ['rack-1', 'rack-2', 'rack-3']) {
    world.machines.push({ uuid: world.random.uuid(), name });
  }
}
