import type { HttpReply } from '../../../net/http/http.ts';

/** How often a read is asked again: a rate limit passes, a balancer soon finds another instance. */
const patience: Readonly<Record<number, number>> = { 429: 4, 503: 1 };
const firstWait = 500;
const longestWait = 10_000;

/**
 * Whether a reply to a read may be waited out: a rate limit (429), or a server that is out of
 * service for a moment (503). `attempt` counts from 0.
 */
export const isPatient = ({ status }: Pick<HttpReply, 'status'>, attempt: number): boolean =>
  attempt < (patience[status] ?? 0);

/** Milliseconds to wait: what the server asked for, or twice as long each time. */
export function backoff(reply: HttpReply, attempt: number): number {
  const asked = Number(reply.headers.get('retry-after') ?? Number.NaN) * 1000;
  return Math.min(asked >= 0 ? asked : firstWait * 2 ** attempt, longestWait);
}
