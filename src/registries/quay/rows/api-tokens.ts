import { t } from '../../../core/l10n.ts';
import type { Item } from '../../contract/item.ts';
import type { Page } from '../../contract/page.ts';
import { day, lines } from '../../shared/details.ts';
import { byEnd, byIssue, byLastUse, byName, endKey } from '../../shared/usual-orders.ts';
import { ownApiToken } from '../api-tokens/own.ts';
import type { ApplicationName } from '../client/api-tokens-client.ts';
import { noApplicationTokens, onlyAdminsSeeApiTokens, userProfile } from '../client/meanings.ts';
import { originOf, type QuayContext } from '../context.ts';
import {
  apiTokenPath,
  apiTokensPath,
  applicationPath,
  applicationsPath,
  authorizationPath,
  authorizationsPath,
} from '../paths.ts';
import { apiRecord, type Origin } from '../records.ts';
import type { ApiToken } from '../wire/api-token.ts';
import { readUser } from '../wire/user.ts';
import { lastUseWords, neverUsed } from './never-used.ts';

/** What can be done below an application. */
const withTokens = ['issueApiToken', 'renewSignIn', 'revoke'] as const;

/** The row that API tokens stand below; whether the server lists them is said below it. */
export const apiTokensRow = (): Item => ({
  path: apiTokensPath,
  type: 'group',
  label: t('API tokens'),
  hasChildren: true,
  can: [],
  within: withTokens,
});

/** Those that the user has granted, and the organizations whose applications the user sees. */
export async function apiTokenGroups(
  context: QuayContext,
  signal: AbortSignal,
): Promise<readonly Item[]> {
  const [user, { listsApiTokens }] = await Promise.all([
    context.api.get('/api/v1/user/', readUser, userProfile, signal),
    context.facts.get(signal),
  ]);
  const granted: Item = {
    path: authorizationsPath,
    type: 'group',
    label: t('Granted by you'),
    hasChildren: true,
    can: [],
    within: ['revoke'],
  };
  if (!listsApiTokens) return [granted, absentRow(noApplicationTokens())];
  const administered = user.organizations
    .filter(({ isAdmin }) => isAdmin !== false)
    .map(({ name }) => name)
    .sort();
  return administered.length === 0
    ? [granted, absentRow(onlyAdminsSeeApiTokens())]
    : [granted, ...administered.map((name) => applicationsRow(name))];
}

/** Says why there is nothing to see. */
const absentRow = (reason: string): Item => ({
  path: [...apiTokensPath, 'absent'],
  type: 'note',
  label: t('Applications of organizations'),
  description: reason,
  hasChildren: false,
  can: [],
  within: [],
  blocked: { issueApiToken: reason, renewSignIn: reason },
});

const applicationsRow = (organization: string): Item => ({
  path: applicationsPath(organization),
  type: 'organization',
  label: organization,
  description: t('applications'),
  hasChildren: true,
  can: [],
  within: withTokens,
});

/** The OAuth applications of an organization, by name. */
export async function applications(
  { apiTokens }: QuayContext,
  organization: string,
  signal: AbortSignal,
): Promise<readonly Item[]> {
  const found = await apiTokens.applications(organization, signal);
  return found
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ clientId, name, description }) => ({
      path: applicationPath({ organization, clientId }),
      type: 'application',
      label: name,
      ...(description === '' ? {} : { description }),
      details: lines(
        [t('Application'), name],
        [t('Description'), description],
        [t('Organization'), organization],
        [t('Client ID'), clientId],
      ),
      hasChildren: true,
      orders: [byIssue(), byName(), byLastUse(), byEnd()],
      can: ['issueApiToken', 'renewSignIn'],
      within: ['revoke'],
    }));
}

/** The tokens of an application, newest first, in the server's pages. */
export async function* apiTokens(
  context: QuayContext,
  application: ApplicationName,
  signal: AbortSignal,
): AsyncGenerator<Page<Item>, void, undefined> {
  const server = await context.facts.get(signal);
  const own = await ownApiToken(context.connection);
  const origin = originOf(context, server);
  const known = new Set<string>();
  let next: string | undefined;
  do {
    const page = await context.apiTokens.page(application, next, signal);
    // What is issued meanwhile moves the pages: a token may come twice.
    const fresh = page.tokens.filter(({ uuid }) => !known.has(uuid));
    for (const { uuid } of fresh) known.add(uuid);
    yield fresh.map((token) => apiTokenRow(origin, application, token, own?.id));
    next = fresh.length === 0 ? undefined : page.next;
  } while (next !== undefined);
}

function apiTokenRow(
  origin: Origin,
  application: ApplicationName,
  token: ApiToken,
  own: string | undefined,
): Item {
  const record = apiRecord(origin, application, token);
  const isOwn = record.id === own;
  const used = token.lastUsedAt === undefined ? t('no use recorded') : day(token.lastUsedAt);
  return {
    path: apiTokenPath(application, token.uuid),
    type: 'token',
    // Beside a whole id, a narrow view would not show whose it is.
    label: token.name.trim() === '' ? token.uuid.slice(0, 8) : record.label,
    description: isOwn
      ? t('the sign-in of this account')
      : [token.createdBy, lastUseWords(token.lastUsedAt)].filter((text) => text !== '').join(' · '),
    lifetime: token.lifetime,
    token: record,
    details: lines([t('Last used'), token.lastUsedAt ?? used], [t('Id'), token.uuid]),
    hasChildren: false,
    sortKeys: {
      issued: token.createdAt,
      name: record.label,
      lastUsed: token.lastUsedAt ?? neverUsed,
      ends: endKey(token.lifetime),
    },
    can: isOwn ? ['renewSignIn', 'revoke'] : ['revoke'],
    within: [],
  };
}

/** What the user has granted, by application; neither its age nor its end is told. */
export async function authorizations(
  context: QuayContext,
  signal: AbortSignal,
): Promise<readonly Item[]> {
  const [found, own] = await Promise.all([
    context.apiTokens.authorizations(signal),
    ownApiToken(context.connection),
  ]);
  const ownUuid = own?.path.at(-1);
  return found
    .map((one) => ({ ...one, label: `${one.organization}: ${one.application}` }))
    .toSorted((a, b) => (a.label < b.label ? -1 : 1))
    .map(({ uuid, label, scope }) => ({
      path: authorizationPath(uuid),
      type: 'token',
      label,
      description:
        ownUuid === `api-token:${uuid}` ? t('the sign-in of this account') : scope.join(' '),
      details: lines([t('Granted to'), label], [t('Scopes'), scope.join(' ')], [t('Id'), uuid]),
      hasChildren: false,
      can: ['revoke'],
      within: [],
    }));
}
