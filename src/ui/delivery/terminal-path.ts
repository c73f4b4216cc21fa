import { delimiter } from 'node:path';
import type * as vscode from 'vscode';

const name = 'PATH';

/**
 * Puts a folder of ours before the PATH of terminals, tasks and debug runs, or takes it away; others
 * of ours stay. Nothing but PATH is ever put there: the editor shows it on screen.
 */
export function changeTerminalPath(
  collection: vscode.EnvironmentVariableCollection,
  folder: string,
  isWanted: boolean,
): void {
  const folders = (collection.get(name)?.value ?? '').split(delimiter);
  const others = folders.filter((one) => one !== folder && one !== '');
  const wanted = isWanted ? [folder, ...others] : others;
  if (wanted.join(delimiter) === folders.filter((one) => one !== '').join(delimiter)) return;
  collection.persistent = false;
  if (wanted.length === 0) collection.delete(name);
  else collection.prepend(name, wanted.map((one) => `${one}${delimiter}`).join(''));
}
