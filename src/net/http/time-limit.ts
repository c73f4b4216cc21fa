/** One signal for both ways in which a request is broken off. */
export interface TimeLimit {
  /** Aborts when the person cancels or when the time is over. */
  readonly signal: AbortSignal;
  /** To be called when the request has ended. */
  clear(): void;
}

export function timeLimit(cancelled: AbortSignal, milliseconds: number): TimeLimit {
  const timer = new AbortController();
  const handle = setTimeout(() => {
    timer.abort();
  }, milliseconds);
  return {
    signal: AbortSignal.any([cancelled, timer.signal]),
    clear: () => {
      clearTimeout(handle);
    },
  };
}
