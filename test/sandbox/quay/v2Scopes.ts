import { registryError } from './errors.ts';
import type { Repository, RepositoryRole, Scope } from './model.ts';
import type { AccessEntry } from './registryToken.ts';
import { repositoryRole } from './rights.ts';
import type { V2Login } from './v2Login.ts';
import type { World } from './world.ts';

const SCOPE =
  /^repository:((?:[^:/]+(?::\d+)?\/)?[^:/]+\/[^:]+):((?:pull|push|\*)(?:,(?:pull|push|\*))*)$/;
const NEEDED: Readonly<Record<string, { role: RepositoryRole; scopes: readonly Scope[] }>> = {
  pull: { role: 'read', scopes: ['repo:read', 'repo:write', 'repo:admin'] },
  push: { role: 'write', scopes: ['repo:write', 'repo:admin'] },
  '*': { role: 'admin', scopes: ['repo:admin'] },
};
const RANK: readonly RepositoryRole[] = ['read', 'write', 'admin'];

/**
 * What a login gets of the scopes it asks for: missing rights shorten `actions`, they do not fail
 * (docs/registries/quay.md §1.3).
 * @throws E7 400 for anything but `repository:` scopes
 */
export function authorizeScopes(
  world: World,
  login: V2Login,
  scopes: readonly string[],
): AccessEntry[] {
  return scopes.map((scope) => {
    const [, name, actions] = SCOPE.exec(scope) ?? [];
    if (name === undefined || actions === undefined) {
      throw registryError(
        400,
        'INVALID_REQUEST',
        `Unable to decode repository and actions: ${scope}`,
        { headers: { Connection: 'close' } },
      );
    }
    const repository = world.repositories.get(name);
    return {
      type: 'repository',
      name,
      actions: actions
        .split(',')
        .filter((action) => repository !== undefined && allows(world, login, repository, action)),
    };
  });
}

function allows(world: World, login: V2Login, repository: Repository, action: string): boolean {
  const need = NEEDED[action];
  const name = login.kind === 'anonymous' ? undefined : login.name;
  const role = repositoryRole(world, repository, name);
  if (need === undefined || role === undefined) {
    return false;
  }
  const withinToken =
    login.scopes === undefined || need.scopes.some((scope) => login.scopes?.has(scope));
  return withinToken && RANK.indexOf(role) >= RANK.indexOf(need.role);
}
