import { t } from '../../core/l10n.ts';
import type { ActionId } from '../../registries/contract/action-id.ts';
import { presentationOf } from '../../registries/presentation.ts';
import { withSecret } from '../actions/pick/able.ts';
import { targetOf } from '../actions/pick/token.ts';
import { runAction } from '../actions/run-action.ts';
import type { Services } from '../services.ts';
import { labelOf, type Node } from '../tree/node.ts';

/** Copies the token of the focused row, or the name of a row without one. */
export async function copyFocused(services: Services): Promise<void> {
  const [row] = await services.view.focusedRows();
  if (row === undefined) return;
  const target = targetOf(row);
  const canCopy = target !== undefined && withSecret.can(target, services);
  await services.run(canCopy ? 'copyToken' : 'copyName', row);
}

/**
 * Ends what the focused row stands for, or takes it off this machine; each in the way of its menu,
 * which asks first.
 */
export async function deleteFocused(services: Services): Promise<void> {
  const { view, run, messages, vault } = services;
  const rows = await view.focusedRows();
  const [row] = rows;
  if (row === undefined) return;
  const action = await endingOf(row);
  const isHeld = (node: Node) => vault.tokens.get(targetOf(node)?.record.id ?? '') !== undefined;
  const canJoin = (node: Node) =>
    action === undefined ? isHeld(node) : isEndedTogether(node, action);
  // All that is selected, or nothing: nobody counts which rows a question has left out.
  const other = rows.length > 1 ? rows.find((node) => !canJoin(node)) : undefined;
  if (other !== undefined) {
    messages.brief(t('{0} cannot be revoked or deleted together with other rows', labelOf(other)));
  } else if (action !== undefined) await runAction(action, row, services, rows);
  else if (row.type === 'account') await run('removeAccount', row);
  else if (isHeld(row)) await run('forgetToken', row, rows);
  else messages.brief(t('{0} can be neither revoked nor deleted', labelOf(row)));
}

const isEndedTogether = (node: Node, action: ActionId): boolean =>
  node.type === 'item' && node.together?.includes(action) === true;

/** Gives the focused row another name, where it is ours. */
export async function renameFocused({ view, run }: Services): Promise<void> {
  const [row] = await view.focusedRows();
  if (row !== undefined) await run('rename', row);
}

/** Filters the rows of the list that is focused, or that the focused row stands in. */
export async function filterFocused({ view, run }: Services): Promise<void> {
  const [row] = await view.focusedRows();
  await run('filter', row);
}

/** The action of a row that ends what it stands for. */
async function endingOf(row: Node): Promise<string | undefined> {
  if (row.type !== 'item') return undefined;
  for (const id of row.item.can) {
    if (id === 'fetch' || id === 'verify') continue;
    if ((await presentationOf(id)).ends === true) return id;
  }
  return undefined;
}
