import * as vscode from 'vscode';
import { t } from '../../core/l10n.ts';
import { decodedScheme } from '../../ids.ts';

/**
 * Read-only documents that show what a token says. They live in memory only: nothing is written to
 * a backup, and after a reload the document says so instead of showing the token again.
 */
export class DecodedView implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscriptions: vscode.Disposable;

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(decodedScheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.path)),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return (
      this.#texts.get(uri.path) ??
      `// ${t('The decoded token is no longer in memory. Decode it again to see it.')}\n`
    );
  }

  /** Shows a text beside the editor, under a name that says what it is. */
  async show(name: string, text: string): Promise<void> {
    // A colon or slash in the name of a token would make another path of it; the ending makes the
    // editor take it for JSON with comments.
    const file = `${name.replace(/[^\p{L}\p{N}+._@-]+/gu, ' ').trim()}.jsonc`;
    const uri = vscode.Uri.from({ scheme: decodedScheme, path: `/${file}` });
    this.#texts.set(uri.path, text);
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changed.dispose();
    this.#texts.clear();
  }
}
