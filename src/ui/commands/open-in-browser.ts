import * as vscode from 'vscode';
import { findKind } from '../../registries/kinds.ts';
import { isNode } from '../tree/node.ts';

/** Opens the page of an account's registry where a sign-in for it is made. */
export function openInBrowser(row: unknown): void {
  if (!isNode(row) || row.type !== 'account') return;
  const { kind, url } = row.account;
  const page = findKind(kind)?.signInPage;
  if (page !== undefined) void vscode.env.openExternal(vscode.Uri.parse(`${url}${page}`));
}
