import { setTimeout as delay } from 'node:timers/promises';
import { RegistryError } from '../errors.ts';
import { t } from '../l10n.ts';

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

export const cancelled = (cause?: unknown): RegistryError =>
  new RegistryError('cancelled', t('Cancelled.'), { cause });
