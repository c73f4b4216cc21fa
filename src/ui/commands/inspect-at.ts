import * as vscode from 'vscode';
import { t } from '../../core/l10n.ts';
import { tokenAt } from '../inspector/pasted-source.ts';
import type { Services } from '../services.ts';
import { inspectText, showLogins } from './decode.ts';

/** Inspects the token or the logins that a hover or a lens stands for; `place` says where, never which. */
export async function inspectAt(place: unknown, services: Services): Promise<void> {
  const { uri, line, character } = (place ?? {}) as Readonly<Record<string, unknown>>;
  if (!isIndex(line) || !isIndex(character)) return;
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri);
  const text = document && tokenAt(document, new vscode.Position(line, character));
  if (text !== undefined) {
    await inspectText(text, services);
    return;
  }
  const logins = document && (await loginsAt(document, line));
  if (logins !== undefined) await showLogins(logins, services);
  else services.messages.brief(t('The token is no longer there'));
}

async function loginsAt(document: vscode.TextDocument, line: number) {
  if (line >= document.lineCount) return undefined;
  const { loginLine } = await import('../editors/login-line.ts');
  return loginLine(document.lineAt(line).text, () => document.getText())?.logins;
}

const isIndex = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;
