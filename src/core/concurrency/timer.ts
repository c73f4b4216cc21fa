import { setTimeout as delay } from 'node:timers/promises';
import { cancelled } from './cancelled.ts';

/** Waiting, so that tests need not. Rejects with `cancelled` when the signal aborts. */
export interface Timer {
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const systemTimer: Timer = {
  async wait(milliseconds, signal) {
    try {
      await delay(milliseconds, undefined, { signal });
    } catch (cause) {
      throw cancelled(cause);
    }
  },
};
