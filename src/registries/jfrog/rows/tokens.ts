import { setImmediate as nextTurn } from 'node:timers/promises';
import { t } from '../../../core/l10n.ts';
import type { ItemPath } from '../../../core/outcome.ts';
import type { ActionId } from '../../contract/action-id.ts';
import type { Item } from '../../contract/item.ts';
import { day, lines } from '../../shared/details.ts';
import { sameUser, userNameOf } from '../actions/subject.ts';
import { type Facts, isOwn, isSignIn } from '../client/facts.ts';
import type { TokensApi } from '../client/tokens-api.ts';
import { tokenPath } from '../paths.ts';
import type { JfrogPorts } from '../ports.ts';
import { listedRecord } from '../records.ts';
import { readScope, shortScope } from '../scope.ts';
import type { TokenItem } from '../wire/token.ts';
import { tokenKeys } from './orders.ts';

/** Rows that are made at a stretch, before others may run. */
const pageLength = 250;

/** The tokens of one user, by name; made a page at a time, since the server sends them all. */
export async function* tokenRows(
  ports: JfrogPorts & { readonly tokens: TokensApi },
  facts: Facts,
  group: ItemPath,
  userName: string,
  signal: AbortSignal,
): AsyncGenerator<readonly Item[], void, undefined> {
  // Where nobody tells the own name, the list of somebody who is no admin is the own one.
  const query = userName === '' ? {} : { username: userName };
  const found = await ports.tokens.list(query, signal);
  // An older server may not know the filter; the sort is ours, since there is none by name.
  const own = userName === '' ? found : found.filter(belongsTo(userName));
  own.sort(byName);
  for (let start = 0; start < own.length; start += pageLength) {
    if (start > 0) await nextTurn();
    yield own.slice(start, start + pageLength).map((item) => tokenRow(ports, facts, group, item));
  }
}

/** One user has one or two forms of subject, however many tokens: each form is read once. */
function belongsTo(userName: string): (item: TokenItem) => boolean {
  const known = new Map<string, boolean>();
  return ({ subject }) => {
    const before = known.get(subject);
    if (before !== undefined) return before;
    const is = sameUser(userNameOf(subject), userName);
    known.set(subject, is);
    return is;
  };
}

/** By description, those without one last; then the newest first. */
function byName(a: TokenItem, b: TokenItem): number {
  if (a.description !== b.description) {
    if (a.description === '') return 1;
    if (b.description === '') return -1;
    return a.description < b.description ? -1 : 1;
  }
  return b.issuedAt - a.issuedAt;
}

function tokenRow(ports: JfrogPorts, facts: Facts, group: ItemPath, item: TokenItem): Item {
  const token = listedRecord(ports, facts, item);
  const lastUsed = item.lastUsed === undefined ? undefined : ports.api.localTime(item.lastUsed);
  return {
    path: tokenPath(group, item.id),
    type: 'token',
    label: token.label,
    description: summary(facts, item, lastUsed),
    lifetime: token.lifetime,
    token,
    details: lines(
      [t('Id'), item.id],
      [t('Project'), item.project],
      [t('Refreshable'), item.refreshable ? t('yes') : t('no')],
      [t('Last used'), lastUsed ?? t('unknown (it is recorded with a delay, if at all)')],
      [t('Issuer'), isOwn(facts, item.issuer) ? undefined : item.issuer],
      [t('Scope'), item.scope === undefined ? t('this server does not say') : undefined],
    ),
    hasChildren: false,
    sortKeys: tokenKeys({
      name: item.description,
      lastUsed,
      issued: token.issuedAt,
      lifetime: token.lifetime,
    }),
    within: [],
    ...rights(facts, item),
  };
}

function summary(facts: Facts, item: TokenItem, lastUsed: number | undefined): string {
  return [
    isSignIn(facts, item.id) ? t('this sign-in') : undefined,
    // The tooltip has the whole; in a narrow row the prefix would hide the rest.
    item.scope === undefined ? undefined : shortScope(readScope(item.scope)),
    lastUsed === undefined ? undefined : t('used {0}', day(lastUsed)),
    item.refreshable ? t('refreshable') : undefined,
  ]
    .filter(Boolean)
    .join(' · ');
}

function rights(facts: Facts, item: TokenItem): Pick<Item, 'can' | 'blocked'> {
  if (!isOwn(facts, item.issuer)) {
    const reason = t(
      'Another platform issued it ({0}): only that one can refresh or revoke it.',
      item.issuer,
    );
    return { can: ['verify'], blocked: { refresh: reason, revoke: reason } };
  }
  const can: readonly ActionId[] = [
    'verify',
    'revoke',
    ...(item.refreshable ? ['refresh' as const] : []),
  ];
  return item.refreshable
    ? { can }
    : { can, blocked: { refresh: t('It was issued without a refresh token.') } };
}
