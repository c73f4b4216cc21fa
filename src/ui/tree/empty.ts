import { t } from '../../core/l10n.ts';
import { commandId, prefix } from '../../ids.ts';
import { actionCommands } from '../../registries/kinds.ts';
import { presentationOf } from '../../registries/presentation.ts';
import type { EmptyNode, ParentNode } from './node.ts';

/** What stands in the place of rows where there are none, with what to do next. */
export async function emptyRow(parent: ParentNode, isFiltered: boolean): Promise<EmptyNode> {
  const base = { type: 'empty', id: `${parent.id}/+empty`, parent } as const;
  if (isFiltered) {
    // The row above names the filter; what helps must not be what a narrow view cuts off.
    const act = { command: commandId('clearFilter'), label: t('Clear Filter') };
    return { ...base, label: t('Nothing matches'), act };
  }
  const create = parent.type === 'item' ? await creating(parent.item.can) : undefined;
  const act = create ?? { command: commandId('refresh'), label: t('Refresh') };
  return { ...base, label: t('Nothing to show yet'), act };
}

/** The first of some actions that brings a row into being. */
async function creating(can: readonly string[]): Promise<EmptyNode['act'] | undefined> {
  const commands = new Map([...actionCommands()].map(([command, id]) => [id, command]));
  for (const id of can) {
    const command = commands.get(id);
    if (command === undefined) continue;
    const { menu, title } = await presentationOf(id);
    if (menu.group === '9_destructive' || menu.inline !== true) continue;
    return { command: `${prefix}.${command}`, label: `${title()}…` };
  }
  return undefined;
}
