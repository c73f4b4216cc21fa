import { t } from '../../core/l10n.ts';
import type { Lifetime } from '../../core/lifetime.ts';
import type { Order } from '../contract/order.ts';

/** Orders that mean the same in every registry; the key of each is its `id`. */
export const byName = (): Order => ({
  id: 'name',
  label: t('Name'),
  ascending: t('A to Z'),
  descending: t('Z to A'),
  shown: { ascending: t('A to Z'), descending: t('Z to A') },
  first: 'ascending',
});

export const byLastUse = (): Order => ({
  id: 'lastUsed',
  label: t('Last use'),
  ascending: t('longest ago first'),
  descending: t('latest first'),
  shown: { ascending: t('unused longest'), descending: t('last used first') },
  first: 'descending',
  other: t('Unused longest'),
});

export const byIssue = (): Order => ({
  id: 'issued',
  label: t('Issue'),
  ascending: t('oldest first'),
  descending: t('newest first'),
  shown: { ascending: t('oldest first'), descending: t('newest first') },
  first: 'descending',
});

export const byEnd = (): Order => ({
  id: 'ends',
  label: t('End'),
  ascending: t('soonest first'),
  descending: t('latest first'),
  shown: { ascending: t('soonest end first'), descending: t('latest end first') },
  first: 'ascending',
});

/** The key for `byEnd`: what never ends is behind all ends, and what is not known has none. */
export const endKey = (lifetime: Lifetime): number | undefined =>
  lifetime.kind === 'until' ? lifetime.at : lifetime.kind === 'never' ? Infinity : undefined;
