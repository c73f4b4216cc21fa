import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Item } from '../../contract/item.ts';
import type { ServerFacts } from '../client/server-facts.ts';
import type { QuayContext } from '../context.ts';
import {
  allAppTokenPath,
  allAppTokensPath,
  namespacePath,
  otherOrganizationsPath,
} from '../paths.ts';
import { appLabel } from '../records.ts';
import type { User } from '../wire/user.ts';
import { appTokenDetails } from './app-tokens.ts';

/** Whether a super user may look into namespaces of others, besides listing them. */
export const seesEverything = ({ superUser }: User, server: ServerFacts): boolean =>
  superUser === 'looks' || (superUser === 'acts' && server.superUsersFullAccess);

/** Why a global read-only super user finds nothing to do in an organization. */
export const onlyLooks = (organization: string): string =>
  t('Global read-only super users may look at {0} but change nothing.', organization);

/**
 * The organizations that a super user is no member of, in the server's pages. Where the server does
 * not tell them, one row says why, and those above it stay.
 */
export async function* otherOrganizations(
  context: QuayContext,
  user: User,
  row: (name: string) => Item,
  signal: AbortSignal,
): AsyncGenerator<readonly Item[], void, undefined> {
  const own = new Set(user.organizations.map(({ name }) => name));
  try {
    for await (const names of context.superUser.organizations(signal)) {
      const others = names.filter((name) => !own.has(name));
      if (others.length > 0) yield others.toSorted().map(row);
    }
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code === 'cancelled') throw error;
    yield [
      {
        path: otherOrganizationsPath,
        type: 'note',
        label: t('Other organizations'),
        description: error.message,
        hasChildren: false,
        can: [],
        within: [],
      },
    ];
  }
}

/** One that may only be listed: the server lets super users see no more of it. */
export const listedOrganization = (name: string): Item => {
  const reason = t('Super users may do this only where the registry gives them full access.');
  return {
    path: namespacePath({ kind: 'organization', name }),
    type: 'organization',
    label: name,
    description: t('seen as super user'),
    hasChildren: false,
    can: [],
    within: [],
    blocked: { createRobot: reason, setDefaults: reason },
  };
};

/** The row that the app tokens of all users stand below. */
export const allAppTokensRow = (): Item => ({
  path: allAppTokensPath,
  type: 'group',
  label: t('App tokens of all users'),
  hasChildren: true,
  can: [],
  within: [],
});

/** They are listed, and nothing can be done with them: no route reads or revokes those of others. */
export async function allAppTokens(
  { superUser }: QuayContext,
  signal: AbortSignal,
): Promise<readonly Item[]> {
  const found = await superUser.appTokens(signal);
  return found
    .toSorted((a, b) => (appLabel(a) < appLabel(b) ? -1 : 1))
    .map((token) => ({
      path: allAppTokenPath(token.uuid),
      type: 'token',
      label: appLabel(token),
      lifetime: token.lifetime,
      details: appTokenDetails(token),
      hasChildren: false,
      can: [],
      within: [],
    }));
}
