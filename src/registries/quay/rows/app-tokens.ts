import { t } from '../../../core/l10n.ts';
import type { Detail, Item } from '../../contract/item.ts';
import { lines } from '../../shared/details.ts';
import { endKey } from '../../shared/usual-orders.ts';
import { originOf, type QuayContext } from '../context.ts';
import { appTokenPath } from '../paths.ts';
import { appLabel, appRecord, type Origin } from '../records.ts';
import type { AppToken } from '../wire/app-token.ts';
import { lastUseWords, neverUsed } from './never-used.ts';

/**
 * The user's own app tokens by title; expired ones stay for a while (docs/registries/quay.md §2.6).
 */
export async function appTokens(
  context: QuayContext,
  signal: AbortSignal,
): Promise<readonly Item[]> {
  const [server, found] = await Promise.all([
    context.facts.get(signal),
    context.appTokens.list(signal),
  ]);
  const origin = originOf(context, server);
  const now = context.connection.clock.now();
  return found
    .toSorted((a, b) => (appLabel(a) < appLabel(b) ? -1 : 1))
    .map((token) => appTokenRow(token, origin, now));
}

/** What the server tells of an app token. */
export const appTokenDetails = (token: AppToken): readonly Detail[] =>
  lines(
    [t('App token'), appLabel(token)],
    [t('Created'), token.createdAt],
    [t('Last used'), token.lastUsedAt],
    [t('Id'), token.uuid],
  );

function appTokenRow(token: AppToken, origin: Origin, now: number): Item {
  const hasEnded = token.lifetime.kind === 'until' && token.lifetime.at <= now;
  return {
    path: appTokenPath(token.uuid),
    type: 'token',
    label: appLabel(token),
    description: lastUseWords(token.lastUsedAt),
    lifetime: token.lifetime,
    token: appRecord(origin, token),
    details: appTokenDetails(token),
    hasChildren: false,
    sortKeys: {
      name: appLabel(token),
      lastUsed: token.lastUsedAt ?? neverUsed,
      issued: token.createdAt,
      ends: endKey(token.lifetime),
    },
    within: [],
    ...(hasEnded
      ? { can: ['revoke'], blocked: { fetch: t('It has expired, so it can no longer be read.') } }
      : { can: ['fetch', 'verify', 'revoke'] }),
  };
}
