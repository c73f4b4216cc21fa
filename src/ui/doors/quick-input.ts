import * as vscode from 'vscode';

/** The editor's lists and boxes, as far as steps are made of them. */
export interface QuickInput {
  list<Row extends vscode.QuickPickItem>(): vscode.QuickPick<Row>;
  box(): vscode.InputBox;
  /** The button that goes back to the step before. */
  readonly back: vscode.QuickInputButton;
  icon(id: string): vscode.ThemeIcon;
  button(icon: string, tooltip: string): vscode.QuickInputButton;
  readonly separator: vscode.QuickPickItemKind;
  readonly severities: Readonly<
    Record<'info' | 'warning' | 'error', vscode.InputBoxValidationSeverity>
  >;
  /** Opens a page in the browser. */
  openPage(url: string): void;
  copy(text: string): void;
}

export const editorInput: QuickInput = {
  list: () => vscode.window.createQuickPick(),
  box: () => vscode.window.createInputBox(),
  back: vscode.QuickInputButtons.Back,
  icon: (id) => new vscode.ThemeIcon(id),
  button: (icon, tooltip) => ({ iconPath: new vscode.ThemeIcon(icon), tooltip }),
  separator: vscode.QuickPickItemKind.Separator,
  severities: {
    info: vscode.InputBoxValidationSeverity.Info,
    warning: vscode.InputBoxValidationSeverity.Warning,
    error: vscode.InputBoxValidationSeverity.Error,
  },
  openPage: (url) => void vscode.env.openExternal(vscode.Uri.parse(url)),
  copy: (text) => void vscode.env.clipboard.writeText(text),
};
