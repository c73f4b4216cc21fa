import type { ActionId } from '../../../registries/contract/action-id.ts';
import { isNode, type Node } from '../../tree/node.ts';
import type { Target } from './item.ts';

/**
 * The rows that are selected together with the one a command was started from, of whatever account,
 * as far as the action can be done to them; `[]` when it was started from one row, or from none.
 */
export function selectedTargets(row: unknown, selected: unknown, id: ActionId): readonly Target[] {
  if (!isNode(row) || row.type !== 'item' || !Array.isArray(selected)) return [];
  if (selected.length < 2) return [];
  const able = (node: Node): node is Node & Target =>
    node.type === 'item' && node.item.can.includes(id);
  const targets = selected.filter(isNode).filter(able);
  return targets.some(({ id }) => id === row.id) ? targets : [];
}
