import * as vscode from 'vscode';
import { settings } from '../editor/settings.ts';
import type { Services } from '../services.ts';
import { tokenHover } from './hover.ts';
import { TokenLenses } from './lenses.ts';
import { isOurs } from './place.ts';

/** Whatever the language is, and wherever the document comes from. */
const everywhere: vscode.DocumentSelector = { scheme: '*' };

/** Hover and lenses on tokens in documents, as the setting wants them. */
export function editorHelp({ clock, lives }: Pick<Services, 'clock' | 'lives'>): vscode.Disposable {
  const hover = vscode.languages.registerHoverProvider(everywhere, {
    provideHover: (document, position) =>
      isOurs(document) ? undefined : tokenHover(document, position, clock.now()),
  });
  if (settings.inspectInEditors() === 'hover') return hover;
  const lenses = new TokenLenses(clock, () => lives.aim());
  return vscode.Disposable.from(
    hover,
    lenses,
    lives.show(lenses),
    vscode.languages.registerCodeLensProvider(everywhere, lenses),
    // Lenses that come into sight again may be of long ago.
    vscode.window.onDidChangeVisibleTextEditors(() => lives.update()),
  );
}
