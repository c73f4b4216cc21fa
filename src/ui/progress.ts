import * as vscode from 'vscode';

/**
 * Runs something that talks to a network: shows progress with a Cancel button when it takes
 * longer than a moment. Cancelling aborts the signal; the work decides what that means.
 */
export async function withProgress<T>(
  title: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (_progress, cancellation) => {
      const abort = new AbortController();
      const listener = cancellation.onCancellationRequested(() => abort.abort());
      try {
        return await work(abort.signal);
      } finally {
        listener.dispose();
      }
    },
  );
}
