import type { Reply } from '../http/message.ts';
import { isDiscovery, isPublic } from './discovery.ts';
import { NAMESPACE } from './resources.ts';
import type { KubeSettings } from './settings.ts';
import { forbidden, forbiddenPath, refusal } from './status.ts';

/** Who showed no credentials. */
export const ANONYMOUS = 'system:anonymous';
/** Who may do everything. */
export const ADMIN = 'admin';

/** What a request wants to do with which resource; an empty namespace is the cluster. */
export interface Wish {
  readonly verb: string;
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
}

/** RBAC: the administrator may do everything, everybody else what the settings grant. */
export function refuseWish(user: string, wish: Wish, settings: KubeSettings): Reply | undefined {
  const { verb, resource, name, namespace } = wish;
  return isGranted(user, wish, settings)
    ? undefined
    : forbidden(user, verb, resource, name, namespace);
}

/** The right that 1.35 asks for in addition, once the connection is to be upgraded (docs/registries/rok.md §5, point 1). */
export function refuseUpgrade(
  user: string,
  name: string,
  { minor, mayExec }: KubeSettings,
): Reply | undefined {
  if (user === ADMIN || minor < 35 || mayExec.includes('create')) return undefined;
  return refusal('pods', name, '');
}

/** Paths that are no resources: some are for everybody, some for whoever signed in. */
export function refusePath(user: string, verb: string, path: string): Reply | undefined {
  if (user === ADMIN || isPublic(path)) return undefined;
  if (user !== ANONYMOUS && isDiscovery(path)) return undefined;
  return forbiddenPath(user, verb, path);
}

function isGranted(user: string, wish: Wish, settings: KubeSettings): boolean {
  if (user === ADMIN) return true;
  if (user === ANONYMOUS) return false;
  if (wish.verb === 'list' && wish.resource === 'namespaces') return settings.mayListNamespaces;
  if (wish.namespace !== NAMESPACE) return false;
  const granted = grantsOn(wish.resource, settings);
  if (granted !== undefined) return granted.includes(wish.verb);
  switch (`${wish.verb} ${wish.resource}`) {
    case 'get services':
      return settings.mayGetServices;
    case 'list pods':
      return settings.mayListPods;
    case 'get pods':
      return settings.mayGetPods;
    case 'get pods/exec':
      return settings.mayExec.includes('get');
    case 'create pods/exec':
      return settings.mayExec.includes('create');
    default:
      return false;
  }
}

function grantsOn(resource: string, settings: KubeSettings): readonly string[] | undefined {
  switch (resource) {
    case 'secrets':
      return settings.maySecrets;
    case 'serviceaccounts':
      return settings.mayServiceAccounts;
    default:
      return undefined;
  }
}
