import type { ItemPath } from '../../core/outcome.ts';
import type { TokenRecord } from '../../core/token.ts';
import type { Item } from '../../registries/contract/item.ts';

/**
 * The held tokens to which no row of a list leads although the list is whole: the account has
 * another sign-in, which does not see them, or their registry has dropped them. A secret that opens
 * doors must not be where nobody sees it.
 *
 * @param records held tokens of the account
 * @param parent path of the row above the list
 * @param rows the whole list; empty when it could not be read
 */
export function strays(
  records: readonly TokenRecord[],
  parent: ItemPath,
  rows: readonly Item[],
): readonly TokenRecord[] {
  const depth = parent.length;
  const listed = new Set(rows.flatMap(({ token }) => token?.id ?? []));
  const steps = new Set(rows.map(({ path }) => path[depth]));
  return records.filter(({ id, path, unlisted }) => {
    const isBelow = path.length > depth && parent.every((step, index) => path[index] === step);
    // Those that no registry lists stand right below their row by themselves.
    const hasOwnRow = unlisted === true && path.length === depth + 1;
    return isBelow && !hasOwnRow && !listed.has(id) && !steps.has(path[depth]);
  });
}
