import { RegistryError } from '../../../core/errors.ts';
import type { Outcome } from '../../../core/outcome.ts';

export type Look = (signal: AbortSignal) => Promise<Outcome>;

/**
 * Sends a change; when its answer is lost, the error says so in the operation's own sentence and
 * carries the way to look whether it happened, where there is one.
 */
export async function orLook<T>(change: Promise<T>, sentence: string, look?: Look): Promise<T> {
  try {
    return await change;
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code !== 'lost-answer') throw error;
    throw new RegistryError('lost-answer', sentence, {
      cause: error,
      ...(look === undefined ? { repair: null } : { look }),
    });
  }
}

/** Resolves to `undefined` when what was asked for is not there. */
export async function orMissing<T>(question: Promise<T>): Promise<T | undefined> {
  try {
    return await question;
  } catch (error) {
    if (error instanceof RegistryError && error.code === 'not-found') return undefined;
    throw error;
  }
}
