import { delimiter } from 'node:path';
import type * as vscode from 'vscode';

const name = 'PATH';

/**
 * Puts a folder of ours before the PATH of terminals, tasks and debug runs, or takes it away; others
 * of ours stay. Nothing but PATH is ever put there: the editor shows it on screen, and keeps it for
 * terminals that it restores before extensions are there.
 */
export function changeTerminalPath(
  collection: vscode.EnvironmentVariableCollection,
  folder: string,
  isWanted: boolean,
): void {
  const others = foldersIn(collection).filter((one) => one !== folder);
  setTerminalPath(collection, isWanted ? [folder, ...others] : others);
}

/** Puts just these folders before the PATH, whatever was kept there from an earlier time. */
export function setTerminalPath(
  collection: vscode.EnvironmentVariableCollection,
  folders: readonly string[],
): void {
  // The editor offers to start terminals anew at each change.
  if (folders.join(delimiter) === foldersIn(collection).join(delimiter)) return;
  if (folders.length === 0) collection.delete(name);
  else collection.prepend(name, folders.map((one) => `${one}${delimiter}`).join(''));
}

const foldersIn = (collection: vscode.EnvironmentVariableCollection): readonly string[] =>
  (collection.get(name)?.value ?? '').split(delimiter).filter((one) => one !== '');
