import * as vscode from 'vscode';
import { formatInstant } from '../../core/instant.ts';
import { t } from '../../core/l10n.ts';
import { commandId } from '../../ids.ts';
import { findJwt } from '../../jwt/find.ts';
import { nameText } from '../../jwt/subject.ts';
import { plainText } from '../doors/plain-text.ts';
import { type ReadToken, readTokenText } from '../inspector/read-token.ts';
import { placeOf } from './place.ts';

/** Longer documents, in characters, get no lenses: they would be searched at every key press. */
const longest = 1_000_000;

/** Nobody reads more lenses than that. */
const most = 100;

/** A lens above each line with a token, for the first token of the line. */
export async function tokenLenses(
  document: vscode.TextDocument,
  cancellation: vscode.CancellationToken,
): Promise<vscode.CodeLens[]> {
  const text = document.getText();
  if (text.length > longest || !text.includes('eyJ')) return [];
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
