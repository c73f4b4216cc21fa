import type { Drp } from './context.ts';
import { since } from './context.ts';
import { parsePointer, PatchError } from './go/pointer.ts';
import type { Claim } from './world.ts';

/** Actions by scope, as `Info.scopes` tells them from 3.9 on (docs/registries/drp.md §2.4). */
export type Scopes = Readonly<Record<string, readonly string[]>>;

const STORED_TYPES = [
  'bootenvs',
  'interfaces',
  'jobs',
  'leases',
  'machines',
  'params',
  'plugin_providers',
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
];
const BASIC = ['list', 'get', 'create', 'delete', 'actions', 'update', 'action'];
const SECURE = ['getSecure', 'updateSecure'];

/** The scopes of a version. */
export function scopesOf(drp: Drp): Scopes {
  const isV313 = since(drp, '3.13');
  const isV4 = since(drp, '4.0');
  return {
    ...Object.fromEntries(STORED_TYPES.map((type) => [type, BASIC])),
    users: [...BASIC, 'token', 'password'],
    jobs: [...BASIC, 'log'],
    machines: [
      ...BASIC,
      ...SECURE,
      ...(isV313 ? ['updateTaskList'] : []),
      ...(isV4 ? ['token', 'whoami'] : []),
    ],
    plugins: [...BASIC, ...SECURE],
    profiles: [...BASIC, ...SECURE],
    ...(isV4 ? { stages: [...BASIC, ...SECURE] } : {}),
    preferences: ['list', 'post'],
    contents: ['list', 'get', 'create', 'update', 'delete'],
    files: ['list', 'get', 'post', 'delete'],
    isos: ['list', 'get', 'post', 'delete'],
    info: ['get'],
    ...(isV313
      ? {
          objects: ['list'],
          system: ['upgrade', ...(isV4 ? ['replicate', 'active', 'passive'] : [])],
        }
      : {}),
  };
}

/** What each action is allowed for, by scope and action; without names, for everything. */
type Compiled = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string> | undefined>>;

const split = (part: string): string[] => part.split(',').map((name) => name.trim());

/**
 * Compiles a claim as the server does. A scope or an action that it does not know grants nothing,
 * and asks for nothing: a request for an unknown scope is allowed to everybody.
 *
 * @param complain Is told of every unknown scope and action.
 */
function compile(scopes: Scopes, claim: Claim, complain?: (message: string) => void): Compiled {
  const result = new Map<string, Map<string, ReadonlySet<string> | undefined>>();
  for (const scope of claim.scope === '*' ? Object.keys(scopes) : new Set(split(claim.scope))) {
    if (scope in scopes) result.set(scope, new Map());
    else complain?.(`No such scope '${scope}'`);
  }
  const specifics = claim.specific === '*' ? undefined : new Set(split(claim.specific));
  for (const [scope, actions] of result) {
    const known = scopes[scope] ?? [];
    for (const action of claim.action === '*' ? known : new Set(split(claim.action))) {
      if (known.includes(action.split(':', 1)[0] ?? '')) actions.set(action, specifics);
      else complain?.(`No such action '${action}'`);
    }
  }
  return result;
}

/** What is wrong with the claims of a role. */
export function problemsOf(scopes: Scopes, claims: readonly Claim[]): string[] {
  const problems: string[] = [];
  for (const claim of claims) compile(scopes, claim, (message) => problems.push(message));
  return problems;
}

/** Whether each of the wanted claims is contained in one of the given. */
export const contains = (
  scopes: Scopes,
  given: readonly Claim[],
  wanted: readonly Claim[],
): boolean => {
  const compiled = given.map((claim) => compile(scopes, claim));
  return wanted
    .map((claim) => compile(scopes, claim))
    .every((want) => compiled.some((have) => covers(have, want)));
};

function covers(have: Compiled, want: Compiled): boolean {
  return [...want].every(([scope, wanted]) => {
    const actions = have.get(scope);
    return (
      actions !== undefined &&
      [...wanted].every(([action, names]) => {
        const key = broader(action).find((candidate) => actions.has(candidate));
        return key !== undefined && includes(actions.get(key), names);
      })
    );
  });
}

function includes(
  have: ReadonlySet<string> | undefined,
  want: ReadonlySet<string> | undefined,
): boolean {
  if (have === undefined) return true;
  return want !== undefined && [...want].every((name) => have.has(name));
}

/** An action and those that include it: `update:/A/B`, `update:/A`, `update:`, `update`. */
function broader(action: string): string[] {
  const [verb = '', rest] = action.split(/:(.*)/s);
  if (rest === undefined) return [action];
  if (verb === 'action') return [action, verb];
  if (verb !== 'update' || !isPointer(rest)) return [action];
  const parts = rest.split('/');
  const shorter = parts
    .slice(1)
    .map((_, index) => `update:${parts.slice(0, parts.length - 1 - index).join('/')}`);
  return [action, ...shorter, verb];
}

function isPointer(text: string): boolean {
  try {
    parsePointer(text);
    return true;
  } catch (error) {
    if (error instanceof PatchError) return false;
    throw error;
  }
}
