/**
 * Runs a search for what is typed, one at a time: while one runs, only the newest text waits.
 *
 * @param search resolves when its results are shown
 */
export function searchAsTyped(search: (text: string) => Promise<void>): (text: string) => void {
  let waiting: string | undefined;
  let isRunning = false;
  const run = async (): Promise<void> => {
    isRunning = true;
    try {
      while (waiting !== undefined) {
        const text = waiting;
        waiting = undefined;
        await search(text);
      }
    } finally {
      isRunning = false;
    }
  };
  return (text) => {
    waiting = text;
    if (!isRunning) void run();
  };
}
