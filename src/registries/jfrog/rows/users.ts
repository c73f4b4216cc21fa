import { t } from '../../../core/l10n.ts';
import type { Item } from '../../contract/item.ts';
import { userNameOf } from '../actions/subject.ts';
import { generationOf, type JfrogContext } from '../context.ts';
import { userPath } from '../paths.ts';
import { tokenOrders } from './orders.ts';

/** Everybody who has a token, with how many; an admin's view. One request. */
export async function users(context: JfrogContext, signal: AbortSignal): Promise<readonly Item[]> {
  const { tokens } = generationOf(context, await context.facts.get(signal));
  const counts = new Map<string, number>();
  for (const { subject } of await tokens.list({}, signal)) {
    const name = userNameOf(subject).toLowerCase();
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const orders = tokenOrders();
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => ({
      path: userPath(name),
      type: 'user',
      label: name,
      description: count === 1 ? t('1 token') : t('{0} tokens', count),
      hasChildren: true,
      orders,
      sortKeys: { name, count },
      can: ['issue'],
      within: ['refresh', 'revoke', 'verify'],
    }));
}
