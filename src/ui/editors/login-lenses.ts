import * as vscode from 'vscode';
import { inSlices } from '../../core/concurrency/in-slices.ts';
import { t } from '../../core/l10n.ts';
import { visible } from '../../core/visible.ts';
import type { FileLogin } from '../../delivery/logins/auth-file.ts';
import { commandId } from '../../ids.ts';
import { plainText } from '../doors/plain-text.ts';
import type { LoginLine } from './login-line.ts';
import { loginLine, loginsOf } from './login-line.ts';
import { placeOf } from './place.ts';

/**
 * Lenses above files of logins, and Secrets of Kubernetes with them: how many there are, and where.
 *
 * @param most how many are made
 */
export async function loginLenses(
  document: vscode.TextDocument,
  most: number,
  isCancelled: () => boolean,
): Promise<vscode.CodeLens[]> {
  const text = document.getText();
  const whole = loginsOf(document);
  const lenses: vscode.CodeLens[] = [];
  await inSlices(
    text.split('\n').entries(),
    ([line, content]) => {
      const found = loginLine(content, whole);
      if (found !== undefined) lenses.push(lensOf(document, line, found));
      return lenses.length >= most ? lenses : undefined;
    },
    isCancelled,
  );
  return lenses;
}

function lensOf(
  document: vscode.TextDocument,
  line: number,
  { start, end, logins }: LoginLine,
): vscode.CodeLens {
  const range = new vscode.Range(line, start, line, end);
  return new vscode.CodeLens(range, {
    title: `$(key) ${plainText(loginsTitle(logins))}`,
    tooltip: t('Show these logins, without their secrets'),
    command: commandId('inspectAt'),
    arguments: [placeOf(document, range.start)],
  });
}

function loginsTitle(logins: readonly FileLogin[]): string {
  const hosts = logins.slice(0, 3).map(({ host }) => visible(host, 60));
  const named = logins.length > hosts.length ? `${hosts.join(', ')} …` : hosts.join(', ');
  return logins.length === 1
    ? t('1 login: {0}', named)
    : t('{0} logins: {1}', logins.length, named);
}
