import * as vscode from 'vscode';

/** Shows a notification of the editor with a Cancel button, until the work has ended. */
export function showProgress(title: string, cancel: () => void, working: Promise<unknown>): void {
  const location = vscode.ProgressLocation.Notification;
  void vscode.window.withProgress(
    { location, title, cancellable: true },
    async (_progress, cancellation) => {
      const listener = cancellation.onCancellationRequested(cancel);
      // How it ended is for those who wait for the work.
      await Promise.allSettled([working]);
      listener.dispose();
    },
  );
}
