import type { Quay } from './context.ts';
import { registryError } from './errors.ts';
import type { Repository } from './model.ts';
import type { Grants } from './registryToken.ts';
import { mayCreateRepository, repositoryRoleUnder } from './rights.ts';
import type { Actor } from './rights.ts';
import type { V2Login } from './v2Login.ts';

/** Where images without a namespace live. */
const LIBRARY = 'library';
const REPOSITORY_NAME = /^(?=.{0,255}$)[a-z0-9][.a-z0-9_-]*(?:\/[a-z0-9][.a-z0-9_-]*)*$/;
const CLOSE = { headers: { Connection: 'close' } };

/** A scope, taken apart. */
interface Asked {
  /** As the client wrote it, host included. */
  readonly name: string;
  readonly namespace: string;
  readonly repository: string;
  readonly actions: readonly string[];
}

/**
 * What a login gets of the scopes it asks for: missing rights shorten `actions`, they do not fail
 * (docs/registries/quay.md §1.3). A push to a repository that is not there makes it, for those who
 * may.
 * @throws E7 400 for anything but `repository:` scopes with names that Quay takes
 */
export function authorizeScopes(quay: Quay, login: V2Login, scopes: readonly string[]): Grants {
  const asked = scopes.map((scope) => parseScope(quay.hostname, scope));
  return {
    access: asked.map((one) => ({
      type: 'repository',
      name: one.name,
      actions: actionsOf(quay, login, one),
    })),
    roots: asked.map(({ namespace, repository }) => `${namespace}/${repository}`),
  };
}

function parseScope(hostname: string, scope: string): Asked {
  const pattern = new RegExp(
    `^repository:((?:${RegExp.escape(hostname)}/)?((?:[.\\w-]+/)*[.\\w-]+)):` +
      '((?:push|pull|\\*)(?:,(?:push|pull|\\*))*)$',
  );
  const [, name, path, actions] = pattern.exec(scope) ?? [];
  if (name === undefined || path === undefined || actions === undefined) {
    throw registryError(
      400,
      'INVALID_REQUEST',
      `Unable to decode repository and actions: ${scope}`,
      CLOSE,
    );
  }
  const [first = '', ...rest] = path.split('/');
  const [namespace, repository] = rest.length === 0 ? [LIBRARY, first] : [first, rest.join('/')];
  if (!REPOSITORY_NAME.test(repository)) {
    throw registryError(400, 'NAME_INVALID', `Invalid repository name: ${path}`, CLOSE);
  }
  return { name, namespace, repository, actions: actions.split(',') };
}

function actionsOf(quay: Quay, login: V2Login, asked: Asked): string[] {
  const { world } = quay;
  const { namespace } = asked;
  if (world.organizations.get(namespace)?.enabled === false) {
    throw registryError(
      405,
      'DENIED',
      `Namespace ${namespace} has been disabled. Please contact a system administrator.`,
      CLOSE,
    );
  }
  if (!world.organizations.has(namespace) && !world.users.has(namespace)) {
    return [];
  }
  const actor = actorOf(login);
  const found = world.repositories.get(`${namespace}/${asked.repository}`);
  const pushed = asked.actions.includes('push') ? pushTo(quay, actor, asked, found) : undefined;
  const repository = pushed ?? found;
  const role = repository && repositoryRoleUnder(world, actor, repository);
  const readable = role !== undefined || repository?.isPublic === true;
  return [
    ...(pushed === undefined ? [] : ['push']),
    ...(asked.actions.includes('pull') && readable ? ['pull'] : []),
    ...(asked.actions.includes('*') && role === 'admin' ? ['*'] : []),
  ];
}

/** The repository that a push goes to, made if need be; undefined for those who may not. */
function pushTo(
  { world }: Quay,
  actor: Actor | undefined,
  { namespace, repository: name }: Asked,
  found: Repository | undefined,
): Repository | undefined {
  if (found !== undefined) {
    const role = repositoryRoleUnder(world, actor, found);
    return role === 'write' || role === 'admin' ? found : undefined;
  }
  return actor !== undefined && mayCreateRepository(world, actor, namespace)
    ? world.createRepository(namespace, name, actor.name)
    : undefined;
}

function actorOf({ kind, name, scopes }: V2Login): Actor | undefined {
  return kind === 'anonymous' ? undefined : { name, scopes };
}
