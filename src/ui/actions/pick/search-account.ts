import type { Account } from '../../../core/account.ts';
import type { Item } from '../../../registries/contract/item.ts';
import type { Services } from '../../services.ts';
import type { Able } from './able.ts';
import type { TokenTarget } from './token-target.ts';
import { walk } from './walk.ts';

/**
 * Looks for tokens in the rows of an account: first in those that the tree has, then in all of
 * them, which are asked for.
 *
 * @returns what went wrong, if anything did; what was found until then counts
 */
export async function searchAccount(
  account: Account,
  able: Able,
  found: (targets: readonly TokenTarget[]) => void,
  services: Services,
  signal: AbortSignal,
): Promise<unknown> {
  const tell = (items: Iterable<Item>) =>
    found(
      [...items].flatMap((item): readonly TokenTarget[] => {
        if (item.token === undefined) return [];
        const target = { record: item.token, account, item };
        return able.can(target, services) ? [target] : [];
      }),
    );
  if (able.within.length === 0) return undefined;
  tell((await services.view.tree()).items(account.id));
  try {
    const registry = await services.sessions.registry(account);
    const leads = ({ within }: Item) => within.some((id) => able.within.includes(id));
    return await walk(registry, leads, tell, signal);
  } catch (error) {
    return error;
  }
}
