import type { Claim } from './world.ts';

/** Actions by scope, as `Info.scopes` tells them (docs/registries/drp.md §2.4). */
export const SCOPES: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    [
      'bootenvs',
      'leases',
      'params',
      'plugin_providers',
      'reservations',
      'roles',
      'subnets',
      'tasks',
      'templates',
      'tenants',
      'workflows',
    ].map((scope) => [scope, basic()]),
  ),
  users: basic('token', 'password'),
  jobs: basic('log'),
  machines: basic('getSecure', 'updateSecure', 'updateTaskList', 'token', 'whoami'),
  plugins: basic('getSecure', 'updateSecure'),
  profiles: basic('getSecure', 'updateSecure'),
  stages: basic('getSecure', 'updateSecure'),
  preferences: ['list', 'post'],
  contents: ['list', 'get', 'create', 'update', 'delete'],
  files: ['list', 'get', 'post', 'delete'],
  isos: ['list', 'get', 'post', 'delete'],
  info: ['get'],
  objects: ['list'],
  system: ['upgrade', 'replicate', 'active', 'passive'],
};

function basic(...more: readonly string[]): string[] {
  return ['list', 'get', 'create', 'delete', 'actions', 'update', 'action', ...more];
}

/** Stored types, as `GET /objects` tells them: not the scopes. */
export const OBJECTS = [
  'bootenvs',
  'jobs',
  'leases',
  'machines',
  'params',
  'plugins',
  'preferences',
  'profiles',
  'reservations',
  'roles',
  'stages',
  'subnets',
  'tasks',
  'templates',
  'tenants',
  'users',
  'workflows',
] as const;

const split = (part: string): string[] => part.split(',').map((name) => name.trim());

/** Whether one claim allows a single scope, action and specific. */
function allows(claim: Claim, scope: string, action: string, specific: string): boolean {
  return (
    fits(claim.scope, scope) &&
    (claim.specific === '*' || split(claim.specific).includes(specific)) &&
    (claim.action === '*' || split(claim.action).some((given) => covers(given, action)))
  );
}

const fits = (part: string, name: string): boolean => part === '*' || split(part).includes(name);

function covers(given: string, action: string): boolean {
  if (given === action) return true;
  if (given === 'action') return action.startsWith('action:');
  if (given === 'update') return action.startsWith('update:');
  return given === 'update:' ? action.startsWith('update:/') : action.startsWith(`${given}/`);
}

/**
 * Whether a whole list of claims allows a request; lists are never added up
 * (docs/registries/drp.md §2.4).
 */
export const matches = (
  lists: readonly (readonly Claim[])[],
  scope: string,
  action: string,
  specific: string,
): boolean =>
  lists.some((claims) => claims.some((claim) => allows(claim, scope, action, specific)));

/** Whether everything that `wanted` allows is allowed by some claim of `given`. */
export function contains(given: readonly Claim[], wanted: readonly Claim[]): boolean {
  return wanted.every((claim) => {
    const scopes = claim.scope === '*' ? Object.keys(SCOPES) : split(claim.scope);
    return scopes
      .filter((scope) => scope in SCOPES)
      .every((scope) => {
        const actions = claim.action === '*' ? (SCOPES[scope] ?? []) : split(claim.action);
        return actions.every((action) =>
          split(claim.specific).every((specific) =>
            given.some(
              (one) =>
                allows(one, scope, action, specific) && (specific !== '*' || one.specific === '*'),
            ),
          ),
        );
      });
  });
}
