import * as vscode from 'vscode';
import { t } from '../../core/l10n.ts';
import { visible } from '../../core/visible.ts';
import type { FileLogin } from '../../delivery/logins/auth-file.ts';
import { commandId } from '../../ids.ts';
import { plainText } from '../doors/plain-text.ts';
import { loginLine } from './login-line.ts';
import { placeOf } from './place.ts';

/**
 * Lenses above files of logins, and Secrets of Kubernetes with them: how many there are, and where.
 *
 * @param most how many are made
 */
export function loginLenses(
  document: vscode.TextDocument,
  most: number,
  cancellation: vscode.CancellationToken,
): vscode.CodeLens[] {
  const text = document.getText();
  const lenses: vscode.CodeLens[] = [];
  for (const [line, content] of text.split('\n').entries()) {
    if (cancellation.isCancellationRequested || lenses.length >= most) break;
    const found = loginLine(content, () => text);
    if (found === undefined) continue;
    const range = new vscode.Range(line, found.start, line, found.end);
    lenses.push(
      new vscode.CodeLens(range, {
        title: `$(key) ${plainText(loginsTitle(found.logins))}`,
        tooltip: t('Show these logins, without their secrets'),
        command: commandId('inspectAt'),
        arguments: [placeOf(document, range.start)],
      }),
    );
  }
  return lenses;
}

function loginsTitle(logins: readonly FileLogin[]): string {
  const hosts = logins.slice(0, 3).map(({ host }) => visible(host, 60));
  const named = logins.length > hosts.length ? `${hosts.join(', ')} …` : hosts.join(', ');
  return logins.length === 1
    ? t('1 login: {0}', named)
    : t('{0} logins: {1}', logins.length, named);
}
