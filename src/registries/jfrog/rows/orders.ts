import { t } from '../../../core/l10n.ts';
import type { Lifetime } from '../../../core/lifetime.ts';
import type { Order, SortKeys } from '../../contract/order.ts';
import { byEnd, byIssue, byLastUse, byName, endKey } from '../../shared/usual-orders.ts';

/** What is known of a token for sorting; whatever is not is left out. */
interface Sortable {
  readonly name: string;
  readonly lastUsed: number | undefined;
  readonly issued: number | undefined;
  readonly lifetime: Lifetime;
}

/** The orders of a list of tokens. They come by name. */
export const tokenOrders = (): readonly Order[] => [byName(), byLastUse(), byIssue(), byEnd()];

/** The orders of the list of users. They come by name. */
export const userOrders = (): readonly Order[] => [
  byName(),
  {
    id: 'count',
    label: t('Number of tokens'),
    ascending: t('fewest first'),
    descending: t('most first'),
    shown: { ascending: t('fewest tokens first'), descending: t('most tokens first') },
    first: 'descending',
  },
];

/** A token without a name stands behind those that have one. */
export const tokenKeys = ({ name, lastUsed, issued, lifetime }: Sortable): SortKeys => ({
  name: name === '' ? undefined : name,
  lastUsed,
  issued,
  ends: endKey(lifetime),
});
