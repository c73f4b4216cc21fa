import * as vscode from 'vscode';
import { formatInstant } from '../../core/instant.ts';
import { t } from '../../core/l10n.ts';
import { visible } from '../../core/visible.ts';
import type { FileLogin } from '../../delivery/logins/auth-file.ts';
import { commandId } from '../../ids.ts';
import { findJwt } from '../../jwt/find.ts';
import { nameText } from '../../jwt/subject.ts';
import { plainText } from '../doors/plain-text.ts';
import { type ReadToken, readTokenText } from '../inspector/read-token.ts';
import { loginLine } from './login-line.ts';
import { placeOf } from './place.ts';

/** Longer documents, in characters, get no lenses: they would be searched at every key press. */
const longest = 1_000_000;

/** Nobody reads more lenses than that. */
const most = 100;

/** A lens above each line with a token, for the first token of the line, and above logins. */
export async function tokenLenses(
  document: vscode.TextDocument,
  cancellation: vscode.CancellationToken,
): Promise<vscode.CodeLens[]> {
  const text = document.getText();
  if (text.length > longest) return [];
  return [
    ...(await ofTokens(document, text, cancellation)),
    ...ofLogins(document, text, cancellation),
  ];
}

async function ofTokens(
  document: vscode.TextDocument,
  text: string,
  cancellation: vscode.CancellationToken,
): Promise<vscode.CodeLens[]> {
  const lenses: vscode.CodeLens[] = [];
  let lastLine = -1;
  for (const { start, end } of findJwt(text)) {
    if (cancellation.isCancellationRequested || lenses.length >= most) break;
    const position = document.positionAt(start);
    if (position.line === lastLine) continue;
    lastLine = position.line;
    lenses.push(
      new vscode.CodeLens(new vscode.Range(position, document.positionAt(end)), {
        title: `$(key) ${plainText(titleOf(await readTokenText(text.slice(start, end))))}`,
        tooltip: t('Inspect this token'),
        command: commandId('inspectAt'),
        arguments: [placeOf(document, position)],
      }),
    );
  }
  return lenses;
}

/** Files of logins, and Secrets of Kubernetes with them: how many there are, and where. */
function ofLogins(
  document: vscode.TextDocument,
  text: string,
  cancellation: vscode.CancellationToken,
): vscode.CodeLens[] {
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

/** Whose it is and when it ends; the instant, since a lens does not change with time. */
function titleOf({ decoded, languages }: ReadToken): string {
  switch (decoded.kind) {
    case 'jwt': {
      const who = nameText(decoded, languages);
      const { expires, unclearEnd } = decoded.times;
      if (unclearEnd === true) return t('{0} · end unclear', who);
      return expires === undefined
        ? t('{0} · no expiry', who)
        : t('{0} · until {1}', who, formatInstant(expires).local);
    }
    case 'nested':
      return titleOf({ decoded: decoded.inner, languages });
    case 'message':
      return t('Signed message');
    case 'encrypted':
      return t('Encrypted token');
    case 'opaque':
    case 'malformed':
    case 'empty':
      return t('Token');
  }
}
