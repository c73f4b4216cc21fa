import { type Node, nodeId } from '../tree/node.ts';
import type { TokensView } from '../tree/view.ts';
import type { Target } from './pick/item.ts';

/**
 * Remembers which of some rows are selected, or have a selected token below them. Called once some
 * of them have ended, it selects what is above: with rows selected that are gone, the editor opens
 * no menu on any other.
 */
export function leaver(
  targets: readonly Target[],
  view: Pick<TokensView, 'selection' | 'visible' | 'reveal'>,
): (ended: readonly Target[]) => Promise<void> {
  const selected = view.selection.flatMap((node) => aboveOf(node, targets));
  return async (ended) => {
    const left = selected.find(({ target }) => ended.some(({ item }) => item === target.item));
    if (left === undefined || !view.visible) return;
    // What has ended has ended: a selection that cannot be moved must not be told as a failure.
    await view.reveal(left.target.account.id, left.path).catch(() => undefined);
  };
}

/** The target that a row is, or that it stands below, and the way to what is above the row. */
function aboveOf(node: Node, targets: readonly Target[]) {
  const isBelow = node.type === 'record';
  const id = isBelow ? node.parent.id : node.id;
  return targets
    .filter(({ account, item }) => nodeId(account.id, item.path) === id)
    .map((target) => ({ target, path: target.item.path.slice(0, isBelow ? undefined : -1) }));
}
