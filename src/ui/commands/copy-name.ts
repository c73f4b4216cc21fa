import { t } from '../../core/l10n.ts';
import type { Services } from '../services.ts';
import { isNode, type Node, tokenOf } from '../tree/node.ts';

/** Copies the full name of a row, the one that goes with the token at a login. */
export async function copyName(
  row: unknown,
  { clipboard, view, messages }: Services,
): Promise<void> {
  const node = isNode(row) ? row : view.selection[0];
  if (node === undefined) return;
  const name = nameOf(node);
  if (name === undefined) return;
  await clipboard.copyText(name);
  messages.brief(t('{0} copied', name));
}

function nameOf(node: Node): string | undefined {
  const token = tokenOf(node);
  if (token !== undefined) return token.loginName ?? token.label;
  if (node.type === 'item') return node.item.label;
  return node.type === 'account' ? node.account.url : undefined;
}
