import * as vscode from 'vscode';
import { isObject } from '../../core/is-object.ts';
import { decodedScheme } from '../../ids.ts';
import { tokenAt } from '../inspector/pasted-source.ts';

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

/** Whether a command's argument is a place: commands can be called with anything. */
export const isPlace = (value: unknown): value is Place =>
  isObject(value) &&
  typeof value['uri'] === 'string' &&
  isIndex(value['line']) &&
  isIndex(value['character']);

const isIndex = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

/** The document of a place, while it is open. */
export const documentOf = ({ uri }: Place): vscode.TextDocument | undefined =>
  vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri);

/** The token at a place; `undefined` where there is none any more. */
export function tokenAtPlace(place: Place): string | undefined {
  const document = documentOf(place);
  return document && tokenAt(document, new vscode.Position(place.line, place.character));
}

/** Whether a document is one of our own, which get no help. */
export const isOurs = ({ uri }: vscode.TextDocument): boolean => uri.scheme === decodedScheme;
