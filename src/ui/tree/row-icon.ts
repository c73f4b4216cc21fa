import * as vscode from 'vscode';
import type { RowState } from './row-state.ts';

/**
 * The icon of a row: that of its type, unless its token stands in a way that a person should see
 * at once, the most pressing first. It never tells alone: the words of the row do as well.
 */
export function rowIcon(ofType: string, state: RowState): vscode.ThemeIcon {
  const icon = (id: string, color?: string) =>
    new vscode.ThemeIcon(id, color === undefined ? undefined : new vscode.ThemeColor(color));
  if (state.hasEnded) return icon('error', 'list.errorForeground');
  if (state.hasCaution) return icon('report', 'list.warningForeground');
  if (state.isEnding) return icon('warning', 'list.warningForeground');
  const color = state.isActive ? 'charts.green' : undefined;
  if (state.servedHost !== undefined) return icon('broadcast', color);
  if (state.isKeptAlive) return icon('heart', color);
  return icon(ofType, color);
}
