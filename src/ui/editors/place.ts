import type * as vscode from 'vscode';

/** Where a token stands, as the argument of a command: the token itself is in no link. */
export interface Place {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

export const placeOf = (
  document: vscode.TextDocument,
  { line, character }: vscode.Position,
): Place => ({ uri: document.uri.toString(), line, character });
