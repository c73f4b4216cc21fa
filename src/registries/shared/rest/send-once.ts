import { type ErrorCode, RegistryError } from '../../../core/errors.ts';
import type { Secret } from '../../../core/secret.ts';
import type { SingleUse } from '../../../core/single-use.ts';

/** What says for certain that a server has not taken the secret. */
const unused: readonly ErrorCode[] = [
  'cancelled',
  'forbidden',
  'invalid-input',
  'plain-http',
  'proxy',
  'rate-limited',
  'read-only',
  'tls',
  'unreachable',
];

/** What says that the server does not take the secret, now or later. */
const refusals: readonly ErrorCode[] = ['not-authorized', 'not-found', 'sign-in-expired'];

export interface OneSending<T> {
  readonly send: () => Promise<T>;
  /** The error for an answer that was lost, now or when it was sent before. */
  readonly lost: () => RegistryError;
  /** The error for a secret that was refused before. */
  readonly refused: () => RegistryError;
}

/**
 * Sends a secret that is good for one time, unless it was sent before. It is marked before it is on
 * its way: a process that dies then leaves the mark, and whoever comes next reads that the answer
 * was lost. The mark goes when the server certainly did not use it.
 */
export async function sendOnce<T>(
  secret: Secret,
  singleUse: SingleUse,
  { send, lost, refused }: OneSending<T>,
): Promise<T> {
  const sent = await singleUse.spend(secret);
  if (sent !== undefined) throw sent === 'refused' ? refused() : lost();
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    if (error.code === 'lost-answer') throw lost();
    if (unused.includes(error.code)) await singleUse.giveBack(secret);
    if (refusals.includes(error.code)) await singleUse.refuse(secret);
    throw error;
  }
}
