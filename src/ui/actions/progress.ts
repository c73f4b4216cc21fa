import * as vscode from 'vscode';
import { plainText } from '../doors/plain-text.ts';

/** Work that is done within this time shows no progress, which would only flash; milliseconds. */
const moment = 400;

/**
 * Runs something that talks to a network: shows progress with a Cancel button when it takes
 * longer than a moment. Cancelling aborts the signal; the work decides what that means.
 */
export async function withProgress<T>(
  title: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const working = work(abort.signal);
  if (await endsWithin(moment, working)) return working;
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: plainText(title),
      cancellable: true,
    },
    async (_progress, cancellation) => {
      const listener = cancellation.onCancellationRequested(() => abort.abort());
      try {
        return await working;
      } finally {
        listener.dispose();
      }
    },
  );
}

/** Whether work ends, well or badly, before so many milliseconds are over. */
async function endsWithin(limit: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), limit);
  });
  const ended = work.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([ended, over]);
  } finally {
    clearTimeout(timer);
  }
}
