import type { HttpReply } from '../../net/http/http.ts';

/** How often a read is asked again after a 429. */
const patience = 4;
const firstWait = 500;
const longestWait = 10_000;

/** Whether a reply to a read is a rate limit that may be waited out. `attempt` counts from 0. */
export const isPatient = (reply: HttpReply, attempt: number): boolean =>
  reply.status === 429 && attempt < patience;

/** Milliseconds to wait: what the server asked for, or twice as long each time. */
export function backoff(reply: HttpReply, attempt: number): number {
  const asked = Number(reply.headers.get('retry-after') ?? Number.NaN) * 1000;
  return Math.min(asked >= 0 ? asked : firstWait * 2 ** attempt, longestWait);
}
