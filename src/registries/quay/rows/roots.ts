import { t } from '../../../core/l10n.ts';
import type { ActionId } from '../../contract/action-id.ts';
import type { Item } from '../../contract/item.ts';
import { byEnd, byIssue, byLastUse, byName } from '../../shared/usual-orders.ts';
import { userProfile } from '../client/meanings.ts';
import { robotsDisallowed } from '../client/refusal.ts';
import type { ServerFacts } from '../client/server-facts.ts';
import type { QuayContext } from '../context.ts';
import { appTokensPath, namespacePath } from '../paths.ts';
import { type OrganizationMembership, readUser, type User } from '../wire/user.ts';
import { apiTokensRow } from './api-tokens.ts';
import {
  allAppTokensRow,
  listedOrganization,
  onlyLooks,
  otherOrganizations,
  seesEverything,
} from './of-everybody.ts';
import { onlyAdmins, onlyAdminsSetDefaults } from './only-admins.ts';
import { repositoriesRow } from './repositories.ts';

/**
 * The rows of an account: own namespace, organizations by name, tokens. Two requests; behind them,
 * for super users, all other organizations, in the server's pages.
 */
export async function* roots(
  context: QuayContext,
  signal: AbortSignal,
): AsyncGenerator<readonly Item[], void, undefined> {
  const { api, facts, memory } = context;
  facts.forget();
  const [user, server] = await Promise.all([
    api.get('/api/v1/user/', readUser, userProfile, signal),
    facts.get(signal),
  ]);
  const organizations = user.organizations.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, isAdmin } of organizations) memory.keepAdmin(name, isAdmin);
  memory.forgetOnlyLooked();
  const creation = server.robotsDisallowed ? robotsDisallowed(api.host) : undefined;
  const orders = server.tracksLastUse ? { orders: [byName(), byLastUse()] } : {};
  const isEverything = seesEverything(user, server);
  yield [
    { ...ownNamespace(user, creation), ...orders },
    ...organizations.map((organization) => ({
      ...organizationRow(organization, creation),
      ...orders,
    })),
    appTokensRow(server),
    apiTokensRow(),
    repositoriesRow(),
    ...(isEverything && server.appTokens ? [allAppTokensRow()] : []),
  ];
  if (user.superUser === undefined) return;
  const row = (name: string): Item => {
    if (!isEverything) return listedOrganization(name);
    if (user.superUser === 'looks') return lookedAtOrganization(context, name);
    const described = organizationRow({ name, isAdmin: undefined }, creation);
    return { ...described, ...orders, description: t('seen as super user') };
  };
  yield* otherOrganizations(context, user, row, signal);
}

/** One that a global read-only super user sees. */
function lookedAtOrganization({ memory }: QuayContext, name: string): Item {
  memory.keepOnlyLooked(name);
  return {
    path: namespacePath({ kind: 'organization', name }),
    type: 'organization',
    label: name,
    description: t('seen as read-only super user'),
    hasChildren: true,
    can: [],
    within: ['fetch', 'verify'],
    blocked: { createRobot: onlyLooks(name), setDefaults: onlyLooks(name) },
  };
}

const withinRobots: readonly ActionId[] = [
  'createRobot',
  'regenerate',
  'rotate',
  'finishRotation',
  'delete',
  'fetch',
  'verify',
  'setPermissions',
  'makeKeyless',
  'addIssuer',
  'removeIssuer',
  'exchange',
];

function ownNamespace(user: User, noCreation: string | undefined): Item {
  return {
    path: namespacePath({ kind: 'user', name: user.name }),
    type: 'user',
    label: user.name,
    description: t('you'),
    hasChildren: true,
    within: withinRobots,
    ...creation(noCreation),
  };
}

function organizationRow(
  { name, isAdmin }: OrganizationMembership,
  noCreation: string | undefined,
): Item {
  const description = isAdmin === undefined ? undefined : isAdmin ? t('admin') : t('member');
  return {
    path: namespacePath({ kind: 'organization', name }),
    type: 'organization',
    label: name,
    ...(description === undefined ? {} : { description }),
    hasChildren: true,
    within: isAdmin === false ? ['setPermissions'] : ['setTeams', ...withinRobots],
    ...ofOrganization(creation(isAdmin === false ? onlyAdmins(name) : noCreation), name, isAdmin),
  };
}

/** With the default permissions, which only organizations have. */
const ofOrganization = (
  { can, blocked }: Pick<Item, 'can' | 'blocked'>,
  name: string,
  isAdmin: boolean | undefined,
): Pick<Item, 'can' | 'blocked'> =>
  isAdmin === false
    ? { can, blocked: { ...blocked, setDefaults: onlyAdminsSetDefaults(name) } }
    : { can: [...can, 'setDefaults'], ...(blocked === undefined ? {} : { blocked }) };

const creation = (obstacle: string | undefined): Pick<Item, 'can' | 'blocked'> =>
  obstacle === undefined
    ? { can: ['createRobot'] }
    : { can: [], blocked: { createRobot: obstacle } };

function appTokensRow(server: ServerFacts): Item {
  const row = { path: appTokensPath, label: t('App tokens') };
  return server.appTokens
    ? {
        ...row,
        type: 'group',
        hasChildren: true,
        orders: [byName(), byLastUse(), byIssue(), byEnd()],
        can: ['issue'],
        within: ['revoke', 'fetch', 'verify'],
      }
    : {
        ...row,
        type: 'note',
        description: t('switched off on this registry'),
        hasChildren: false,
        can: [],
        within: [],
        blocked: { issue: t('App tokens are switched off on this registry.') },
      };
}
