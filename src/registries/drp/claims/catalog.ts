import { names } from './claim.ts';

/** Which actions exist on which scope. */
export type Catalog = ReadonlyMap<string, ReadonlySet<string>>;

const basic = 'list,get,create,delete,actions,update,action';

/**
 * Object types of the last published models; all of them have the basic actions
 * (docs/registries/drp.md §2.4).
 */
const objects =
  'bootenvs,interfaces,jobs,leases,contexts,machines,params,plugin_providers,plugins,preferences,' +
  'profiles,reservations,roles,stages,subnets,tasks,templates,users,workflows,tenants,pools,' +
  'endpoints,version_sets,catalog_items';

const added: Readonly<Record<string, string>> = {
  users: 'token,password',
  jobs: 'log',
  machines: 'getSecure,updateSecure,updateTaskList,token,whoami',
  plugins: 'getSecure,updateSecure',
  profiles: 'getSecure,updateSecure',
  stages: 'getSecure,updateSecure',
};

const whole: Readonly<Record<string, string>> = {
  preferences: 'list,post',
  contents: 'list,get,create,update,delete',
  files: 'list,get,post,delete',
  isos: 'list,get,post,delete',
  info: 'get',
  objects: 'list',
  system: 'upgrade,replicate,active,passive',
};

/** The catalog for a server that does not tell its own: an older one, or a passive node. */
export const usualCatalog: Catalog = new Map<string, ReadonlySet<string>>([
  ...names(objects).map(
    (scope) => [scope, new Set([...names(basic), ...names(added[scope] ?? '')])] as const,
  ),
  ...Object.entries(whole).map(([scope, actions]) => [scope, new Set(names(actions))] as const),
]);

/** Whether the server knows an action on a scope, `update:/Pointer` and `action:name` included. */
export const knowsAction = (catalog: Catalog, scope: string, action: string): boolean =>
  catalog.get(scope)?.has(verbOf(action)) === true;

/** `update` of `update:/Meta/color`. */
export const verbOf = (action: string): string => action.split(':', 1)[0] ?? action;
