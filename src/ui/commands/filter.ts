import { t } from '../../core/l10n.ts';
import { accountNode } from '../actions/attempt.ts';
import { pickAccount } from '../actions/pick/account.ts';
import { setContext } from '../doors/contexts.ts';
import type { Services } from '../services.ts';
import { isNode, type Node } from '../tree/node.ts';

/** Thins out the rows below one row of the tree. */
export async function filter(row: unknown, services: Services): Promise<void> {
  const tree = await services.view.tree();
  const node = await parentFor(row, services);
  if (node === undefined) return;
  const result = await services.steps.text({
    frame: { title: t('Filter Rows'), step: 1, totalSteps: 1 },
    prompt: t(
      'Shows the rows whose name or description has all these words. Leave it empty to show all again.',
    ),
    value: tree.filters.get(node.id)?.text ?? '',
    secret: false,
    normalize: (text) => text.trim(),
    check: () => undefined,
  });
  if (result.kind !== 'value') return;
  tree.filters.set(node.id, result.value);
  setContext('filtered', tree.filters.ids().length > 0);
  tree.redraw(node);
  if (result.value !== '') await services.view.unfold(node);
}

/** Shows all rows again: below one row, or everywhere. */
export async function clearFilter(row: unknown, { view }: Services): Promise<void> {
  const tree = await view.tree();
  if (isNode(row)) {
    tree.filters.set(row.id, '');
    tree.redraw(row);
  } else {
    for (const id of tree.filters.ids()) tree.filters.set(id, '');
    tree.redraw(undefined);
  }
  setContext('filtered', tree.filters.ids().length > 0);
}

async function parentFor(row: unknown, services: Services): Promise<Node | undefined> {
  const node = isNode(row) ? row : services.view.selection[0];
  if (node?.type === 'account' || (node?.type === 'item' && node.item.hasChildren)) return node;
  if (node !== undefined && 'parent' in node) return node.parent;
  const account = await pickAccount(undefined, services, t('Filter Rows'));
  return account === undefined
    ? undefined
    : ((await services.view.tree()).find(account.id, []) ?? accountNode(account));
}
