import * as vscode from 'vscode';
import type { NewDocument } from '../../core/outcome.ts';

/** Shows a text as a document that stands in no file as yet. */
export async function showNewDocument({ language, content }: NewDocument): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  await vscode.window.showTextDocument(document, { preview: false });
}
