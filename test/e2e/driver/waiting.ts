import { setTimeout as delay } from 'node:timers/promises';
import { errors } from 'playwright-core';

/** How long the screen may take to show what is waited for; in milliseconds. */
export const patience = 20_000;

/** A text, which must be equal, or a pattern, which must match. */
export type Matcher = string | RegExp;

export function matches(text: string, wanted: Matcher): boolean {
  return typeof wanted === 'string' ? text === wanted : wanted.test(text);
}

/** What was waited for did not come. */
export class NotShown extends Error {
  override readonly name = 'NotShown';
}

/**
 * Looks again and again until there is an answer.
 * @param what is waited for, for the error's text
 * @param look returns `undefined` while there is no answer
 * @param seen tells what is there instead, for the error's text
 */
export async function waitFor<T>(
  what: string,
  look: () => Promise<T | undefined>,
  seen: () => unknown = () => undefined,
): Promise<T> {
  const deadline = performance.now() + patience;
  for (;;) {
    const answer = await look();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) {
      const instead = await seen();
      const there = instead === undefined ? '' : `\nThere is: ${JSON.stringify(instead, null, 1)}`;
      throw new NotShown(`Waited ${patience / 1000} s for ${what}.${there}`);
    }
    await delay(40);
  }
}

/** For an act that is tried again: passes on every error but that it took too long. */
export function ignoreTimeout(error: unknown): undefined {
  if (error instanceof errors.TimeoutError) return undefined;
  throw error;
}
