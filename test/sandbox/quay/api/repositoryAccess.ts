import type { ApiCall } from '../context.ts';
import type { Repository, RepositoryRole } from '../model.ts';
import { actorOf, hasScope, namespaceRole, repositoryRoleUnder } from '../rights.ts';
import { refused, rulesEverywhere } from './guards.ts';
import type { Access } from './guards.ts';

export const REPOSITORY = '/api/v1/repository/{repository*}';
/** What discovery says of the path of a repository. */
export const REPOSITORY_PATH = [
  'repository',
  'The full path of the repository. e.g. namespace/name',
] as const;

/** The repository that a path names, which may not be there. */
export interface NamedRepository {
  readonly namespace: string;
  readonly name: string;
  readonly found: Repository | undefined;
}

export function namedRepository({ quay, params }: ApiCall): NamedRepository {
  const [namespace = '', ...rest] = (params['repository'] ?? '').split('/');
  const name = rest.join('/');
  return { namespace, name, found: quay.world.repositories.get(`${namespace}/${name}`) };
}

/**
 * The repository of the path, for its admins: those of its namespace pass for one that is not
 * there.
 * @throws E1 401 or 403 for others
 */
export function requireRepositoryAdmin(call: ApiCall, access: Access): NamedRepository {
  const named = namedRepository(call);
  if (roleUnder(call, named) !== 'admin' && !rulesEverywhere(call, access)) {
    throw refused(call);
  }
  return named;
}

/** The role in a repository under the token; in one that is not there, its namespace's admins'. */
export function roleUnder(call: ApiCall, named: NamedRepository): RepositoryRole | undefined {
  const { world } = call.quay;
  const actor = actorOf(call.caller);
  if (named.found !== undefined) {
    return repositoryRoleUnder(world, actor, named.found);
  }
  const isAdmin = actor && namespaceRole(world, actor.name, named.namespace) === 'admin';
  return isAdmin === true && hasScope(call.caller, 'repo:admin') ? 'admin' : undefined;
}
