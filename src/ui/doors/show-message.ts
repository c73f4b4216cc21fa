import * as vscode from 'vscode';
import type { ShownMessage } from './messages.ts';

const ways = {
  info: vscode.window.showInformationMessage,
  warning: vscode.window.showWarningMessage,
  error: vscode.window.showErrorMessage,
} as const;

/** How long a brief word stays, in milliseconds. */
const briefly = 5000;

/** Shows a message of the editor; resolves with the label of the button that was chosen. */
export const showMessage = ({
  severity,
  text,
  modal,
  buttons,
}: ShownMessage): PromiseLike<string | undefined> =>
  modal === undefined
    ? ways[severity](text, ...buttons)
    : ways[severity](text, { modal: true, detail: modal.detail }, ...buttons);

/** Shows a word in the status bar for a while. */
export function showInStatusBar(text: string): void {
  vscode.window.setStatusBarMessage(text, briefly);
}
