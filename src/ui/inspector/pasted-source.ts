import * as vscode from 'vscode';
import { decodedScheme } from '../../ids.ts';
import { decodeJwt } from '../../jwt/decode.ts';
import { findJwtAt, type Span } from '../../jwt/find.ts';
import { wholeToken } from '../../jwt/opaque.ts';
import type { Services } from '../services.ts';
import { loginsIn } from './logins.ts';
import { readablePart } from './long-text.ts';
import { tokenLanguages } from './read-token.ts';

/** What is selected; without a selection, the token that the cursor stands in. */
export function tokenInEditor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || editor.document.uri.scheme === decodedScheme) return undefined;
  const selected = editor.document.getText(editor.selection).trim();
  if (selected !== '') return selected;
  return tokenAt(editor.document, editor.selection.active);
}

/** The token at a place of a document. */
export function tokenAt(
  document: vscode.TextDocument,
  { line, character }: vscode.Position,
): string | undefined {
  if (line >= document.lineCount) return undefined;
  const { text } = document.lineAt(line);
  const found = tokenSpan(text, character);
  return found && text.slice(found.start, found.end);
}

/** Where the token is that stands at a place of a line, with a prefix that belongs to it. */
export function tokenSpan(line: string, character: number): Span | undefined {
  const found = findJwtAt(line, character);
  return found && wholeToken(line, found, tokenLanguages);
}

/** A token in the clipboard; other text there is nobody's business and is not looked at further. */
export async function tokenInClipboard(services: Services): Promise<string | undefined> {
  const copied = await services.clipboard.read();
  if ((await loginsIn(copied)) !== undefined) return copied;
  const text = await readablePart(copied, services);
  if (text === undefined) return undefined;
  const decoded = decodeJwt(text, tokenLanguages);
  switch (decoded.kind) {
    case 'jwt':
    case 'nested':
    case 'message':
    case 'encrypted':
    case 'malformed':
      return text;
    case 'opaque':
      // A password of another sort may look like nothing, but never like a registry's token.
      return decoded.form === undefined && decoded.login === undefined ? undefined : text;
    case 'empty':
      return undefined;
  }
}
