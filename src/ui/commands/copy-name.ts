import { t } from '../../core/l10n.ts';
import type { Services } from '../services.ts';
import { isNode, labelOf, type Node, tokenOf } from '../tree/node.ts';

/** Copies the full name of a row, the one that goes with the token at a login. */
export async function copyName(
  row: unknown,
  { clipboard, view, messages }: Services,
): Promise<void> {
  const node = isNode(row) ? row : view.selection[0];
  if (node === undefined) return;
  const name = nameOf(node);
  await clipboard.copyText(name);
  messages.brief(t('{0} copied', name));
}

/** What is copied of a row: of one that says what went wrong, that. */
function nameOf(node: Node): string {
  const token = tokenOf(node);
  if (token !== undefined) return token.loginName ?? token.label;
  return node.type === 'error' ? node.error.message : labelOf(node);
}
