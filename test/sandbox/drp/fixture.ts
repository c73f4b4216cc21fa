import type { World } from './world.ts';

/**
 * The administrator everybody knows (docs/registries/drp.md §1); the password is invented at each
 * start.
 */
export const ADMIN = 'rocketskates';
/** A user whose name needs escaping everywhere. */
export const AWKWARD_USER = 'anna lee@corp.example';
/** A password in which the first colon is not the end of the user name. */
export const AWKWARD_PASSWORD = 'a:b::c d';

/** Fills the world with roles, users and machines. */
export function populate(world: World, manyUsers: number): void {
  world.addRole('superuser', ['* * *'], true);
  world.addRole('discovery', ['machines list,get,create,update *', 'info get *'], true);
  world.addRole('operator', [
    'machines,profiles,jobs * *',
    'objects list *',
    'info get *',
    'users,roles list,get *',
  ]);
  world.addRole('readonly', ['machines,profiles get,list *', 'info get *']);
  world.addRole('inventory', ['machines list *', 'objects list *']);
  world.addRole('netadmin', ['subnets,leases,reservations * *']);

  world.addUser(ADMIN, ['superuser'], { description: 'The first user' });
  world.addUser('alice', ['operator'], { description: 'CI' });
  world.addUser('bob', ['readonly']);
  world.addUser(AWKWARD_USER, ['operator', 'netadmin'], { password: AWKWARD_PASSWORD });
  world.addUser('Jürgen', ['readonly', 'netadmin'], { meta: { 'auth-method': 'ad-auth' } });
  for (let index = 1; index <= manyUsers; index += 1) {
    world.addUser(`user-${String(index).padStart(4, '0')}`, ['readonly']);
  }
  for (const name of ['rack-1', 'rack-2', 'rack-3']) {
    world.machines.push({ uuid: world.random.uuid(), name });
  }
}
