import { type ErrorCode, RegistryError } from '../../../core/errors.ts';

/** As many changes as are on their way at a time. */
const atOnce = 4;

/** What says that the next change would fare no better. */
const hopeless: readonly ErrorCode[] = [
  'lost-answer',
  'not-authorized',
  'plain-http',
  'proxy',
  'rate-limited',
  'read-only',
  'sign-in-expired',
  'sign-in-missing',
  'timeout',
  'tls',
  'unreachable',
];

/** How far a set of changes came. */
export interface Applied<T> {
  readonly done: readonly T[];
  /** Not done for certain, or of unknown fate (`lost-answer`): with the reason. */
  readonly failed: readonly { readonly one: T; readonly error: RegistryError }[];
  /** Never sent: cancelled before, or behind a failure that concerns them all. */
  readonly unsent: readonly T[];
}

/**
 * Sends every change once, a few at a time. When it is cancelled, nothing more is sent and what is
 * on its way is waited for, so that it is known what was done.
 *
 * @param send is not told of the cancelling, for that
 */
export async function applyEach<T>(
  changes: readonly T[],
  send: (one: T, toTheEnd: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<Applied<T>> {
  const done: T[] = [];
  const failed: { readonly one: T; readonly error: RegistryError }[] = [];
  const unsent: T[] = [];
  const toTheEnd = new AbortController().signal;
  let isHopeless = false;
  const queue = changes.values();
  const work = async (): Promise<void> => {
    for (const one of queue) {
      if (signal.aborted || isHopeless) {
        unsent.push(one);
        continue;
      }
      try {
        await send(one, toTheEnd);
        done.push(one);
      } catch (error) {
        if (!(error instanceof RegistryError)) throw error;
        failed.push({ one, error });
        isHopeless ||= hopeless.includes(error.code);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  // They came back in any order, and are told in the one in which they were asked for.
  const place = new Map(changes.map((one, index) => [one, index]));
  failed.sort((a, b) => (place.get(a.one) ?? 0) - (place.get(b.one) ?? 0));
  return { done, failed, unsent };
}
