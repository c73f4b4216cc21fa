import { t } from '../../../core/l10n.ts';
import type { Lifetime } from '../../../core/lifetime.ts';
import type { Order, SortKeys } from '../../order.ts';

/** What is known of a token for sorting; whatever is not is left out. */
interface Sortable {
  readonly name: string;
  readonly lastUsed: number | undefined;
  readonly issued: number | undefined;
  readonly lifetime: Lifetime;
}

/** The orders of a list of tokens. They come by name. */
export const tokenOrders = (): readonly Order[] => [
  byName(),
  {
    id: 'lastUsed',
    label: t('Last use'),
    by: t('by last use'),
    ascending: t('longest ago first'),
    descending: t('latest first'),
    first: 'descending',
  },
  {
    id: 'issued',
    label: t('Issue'),
    by: t('by issue'),
    ascending: t('oldest first'),
    descending: t('newest first'),
    first: 'descending',
  },
  {
    id: 'ends',
    label: t('End'),
    by: t('by end'),
    ascending: t('soonest first'),
    descending: t('latest first'),
    first: 'ascending',
  },
];

/** The orders of the list of users. They come by name. */
export const userOrders = (): readonly Order[] => [
  byName(),
  {
    id: 'count',
    label: t('Number of tokens'),
    by: t('by number of tokens'),
    ascending: t('fewest first'),
    descending: t('most first'),
    first: 'descending',
  },
];

const byName = (): Order => ({
  id: 'name',
  label: t('Name'),
  by: t('by name'),
  ascending: t('A to Z'),
  descending: t('Z to A'),
  first: 'ascending',
});

/** A token without a name stands behind those that have one; one that never ends, behind all ends. */
export const tokenKeys = ({ name, lastUsed, issued, lifetime }: Sortable): SortKeys => ({
  name: name === '' ? undefined : name,
  lastUsed,
  issued,
  ends: lifetime.kind === 'until' ? lifetime.at : lifetime.kind === 'never' ? Infinity : undefined,
});
