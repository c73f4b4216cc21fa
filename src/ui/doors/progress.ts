import { redact } from '../../core/redact.ts';
import { plainText } from './plain-text.ts';

/**
 * Runs something that talks to a network: shows progress with a Cancel button when it takes
 * longer than a moment. Cancelling aborts the signal; the work decides what that means.
 */
export type Progress = <T>(title: string, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/** Work that is done within this time shows no progress, which would only flash; milliseconds. */
const moment = 400;

/**
 * Progress by something that shows a title, with a button that calls `cancel`, until the work has
 * ended.
 */
export function progressBy(
  show: (title: string, cancel: () => void, working: Promise<unknown>) => void,
): Progress {
  return async (title, work) => {
    const abort = new AbortController();
    const working = work(abort.signal);
    if (!(await endsWithin(moment, working))) {
      show(plainText(redact(title)), () => abort.abort(), working);
    }
    return working;
  };
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
