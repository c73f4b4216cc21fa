import * as vscode from 'vscode';
import { t } from '../../core/l10n.ts';
import { onSettings, settings } from '../editor/settings.ts';
import type { Services } from '../services.ts';

/** As much of a document is looked at when it comes into sight: lines above and below included. */
const firstLook = 50_000;

/**
 * Waits for an editor that shows something like a token, and only then loads what helps there. Where
 * there is none, looking for a few letters in what is visible is all it costs.
 */
export function watchEditors(
  services: Pick<Services, 'clock' | 'lives' | 'log'>,
): vscode.Disposable {
  const { log } = services;
  let waiting: vscode.Disposable | undefined;
  let help: Promise<vscode.Disposable> | undefined;

  const stopWaiting = () => {
    waiting?.dispose();
    waiting = undefined;
  };
  const stopHelping = async () => {
    const running = help;
    help = undefined;
    (await running)?.dispose();
  };
  const start = () => {
    stopWaiting();
    help ??= import('./help.ts').then(({ editorHelp }) => editorHelp(services));
    help.catch((error: unknown) => log.error(t('Help for tokens in editors'), error));
  };
  const look = (editors: readonly vscode.TextEditor[]) => {
    if (editors.some(showsCandidate)) start();
  };
  const wait = () => {
    if (help !== undefined || settings.inspectInEditors() === 'off') return;
    stopWaiting();
    waiting = vscode.Disposable.from(
      vscode.window.onDidChangeVisibleTextEditors(look),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => look([textEditor])),
      vscode.workspace.onDidChangeTextDocument(({ contentChanges }) => {
        if (contentChanges.some(({ text }) => isCandidate(text.slice(0, firstLook)))) start();
      }),
    );
    look(vscode.window.visibleTextEditors);
  };
  const onSetting = onSettings(['inspectInEditors'], () => {
    stopWaiting();
    void stopHelping();
    wait();
  });
  wait();
  return new vscode.Disposable(() => {
    stopWaiting();
    onSetting.dispose();
    void stopHelping();
  });
}

/** How every JSON object begins in base64url, and what files of logins and their Secrets have. */
const isCandidate = (text: string): boolean =>
  ['eyJ', '"auths"', '.dockerc'].some((mark) => text.includes(mark));

function showsCandidate({ document, visibleRanges }: vscode.TextEditor): boolean {
  return visibleRanges.some((range) => {
    // A long line is not copied as a whole to look at its beginning.
    const lines: string[] = [];
    let length = 0;
    for (let line = range.start.line; line <= range.end.line && length < firstLook; line++) {
      if (line >= document.lineCount) break;
      const text = document.lineAt(line).text.slice(0, firstLook);
      length += text.length;
      lines.push(text);
    }
    return lines.some(isCandidate);
  });
}
