import * as vscode from 'vscode';
import type { Account } from '../../core/account.ts';
import { t } from '../../core/l10n.ts';
import { remainingText } from '../../core/remaining.ts';
import type { TokenRecord } from '../../core/token.ts';
import { commandId } from '../../ids.ts';
import { markdownText } from '../tree/markdown.ts';
import { appendToken } from '../tree/token-lines.ts';

/** The hover of the status bar item: what the active token is, and a way to what it can be used for. */
export function activeTooltip(
  record: TokenRecord,
  account: Account | undefined,
  now: number,
): vscode.MarkdownString {
  const text = new vscode.MarkdownString(undefined, true);
  // Only this command can be run from the hover; what servers say is escaped.
  text.isTrusted = { enabledCommands: [commandId('activeTokenMenu')] };
  const remaining = markdownText(remainingText(record.lifetime, now));
  text.appendMarkdown(`**${markdownText(record.label)}** — ${remaining}\n\n`);
  appendToken(text, record, { kept: () => record });
  if (account !== undefined) {
    text.appendMarkdown(markdownText(t('Account: {0}', account.label)));
  }
  text.appendMarkdown('\n\n');
  text.appendMarkdown(`[$(ellipsis) ${t('Copy, decode, verify, switch')}](command:`);
  text.appendMarkdown(`${commandId('activeTokenMenu')})`);
  return text;
}
