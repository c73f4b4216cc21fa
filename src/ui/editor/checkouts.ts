import { basename } from 'node:path';
import * as vscode from 'vscode';
import { gitCheckout } from '../../programs/git-checkout.ts';
import type { Checkout } from '../../registries/contract/checkout.ts';

/**
 * The checkouts that the folders of the workspace are, or are a part of; each once. None as long as
 * the workspace is not trusted: then git's files are not read.
 */
export async function checkouts(): Promise<readonly Checkout[]> {
  if (!vscode.workspace.isTrusted) return [];
  const folders = (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => uri.fsPath);
  const found = (await Promise.all(folders.map(gitCheckout))).filter((one) => one !== undefined);
  const each = new Map(found.map((one) => [one.folder, one]));
  return [...each.values()].map(({ folder, ...rest }) => ({ name: basename(folder), ...rest }));
}
