import * as vscode from 'vscode';
import type { Clock } from '../../core/clock.ts';
import { decodedScheme } from '../../ids.ts';
import { settings } from '../editor/settings.ts';
import { tokenHover } from './hover.ts';
import { tokenLenses } from './lenses.ts';

/** Whatever the language is, and wherever the document comes from. */
const everywhere: vscode.DocumentSelector = { scheme: '*' };

/** Hover and lenses on tokens in documents, as the setting wants them. */
export function editorHelp(clock: Clock): vscode.Disposable {
  const hover = vscode.languages.registerHoverProvider(everywhere, {
    provideHover: (document, position) =>
      isOurs(document) ? undefined : tokenHover(document, position, clock.now()),
  });
  if (settings.inspectInEditors() === 'hover') return hover;
  const lenses = vscode.languages.registerCodeLensProvider(everywhere, {
    provideCodeLenses: (document, cancellation) =>
      isOurs(document) ? [] : tokenLenses(document, cancellation),
  });
  return vscode.Disposable.from(hover, lenses);
}

const isOurs = (document: vscode.TextDocument): boolean => document.uri.scheme === decodedScheme;
