import * as vscode from 'vscode';
import { redact } from '../../core/redact.ts';
import { plainText } from './plain-text.ts';

/** What a person may choose in a message: the words of the button, and what it means. */
export interface Button<T> {
  readonly label: string;
  readonly value: T;
}

/** The only place that shows messages: everything said passes redaction, and links nowhere. */
export const messages = {
  info: async <T>(message: string, ...buttons: Button<T>[]): Promise<T | undefined> =>
    valueOf(await vscode.window.showInformationMessage(said(message), ...labels(buttons)), buttons),

  warn: async <T>(message: string, ...buttons: Button<T>[]): Promise<T | undefined> =>
    valueOf(await vscode.window.showWarningMessage(said(message), ...labels(buttons)), buttons),

  error: async <T>(message: string, ...buttons: Button<T>[]): Promise<T | undefined> =>
    valueOf(await vscode.window.showErrorMessage(said(message), ...labels(buttons)), buttons),

  /**
   * Asks before something that cannot be undone. Resolves with the chosen button's value, or
   * `undefined` when the person cancelled.
   */
  confirm: async <T>(
    message: string,
    detail: string,
    ...buttons: Button<T>[]
  ): Promise<T | undefined> => {
    const options = { modal: true, detail: said(detail) };
    const picked = await vscode.window.showWarningMessage(
      said(message),
      options,
      ...labels(buttons),
    );
    return valueOf(picked, buttons);
  },

  /** A word in the status bar that goes away by itself, for what needs no answer. */
  brief: (icon: 'check' | 'info', message: string): void => {
    vscode.window.setStatusBarMessage(`$(${icon}) ${said(message)}`, 5000);
  },
};

const said = (text: string): string => plainText(redact(text));

const labels = (buttons: readonly Button<unknown>[]) => buttons.map((button) => button.label);

const valueOf = <T>(label: string | undefined, buttons: readonly Button<T>[]): T | undefined =>
  buttons.find((button) => button.label === label)?.value;
