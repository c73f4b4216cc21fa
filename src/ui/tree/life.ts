import type { Lifetime } from '../../core/lifetime.ts';
import { type LifetimeState, lifetimeState, nextChange } from '../../core/remaining.ts';
import type { TokenRecord } from '../../core/token.ts';
import { warningTime } from '../../core/warning-time.ts';
import type { Node } from './node.ts';

/** A life, and when it began where that is known. */
export interface Life {
  readonly lifetime: Lifetime;
  readonly issuedAt?: number;
}

/** The record of a token that this machine holds. */
export type Kept = (recordId: string) => TokenRecord | undefined;

/**
 * The life that a row shows. Of a held token it is that of its record, which the status bar and the
 * badge show as well.
 */
export function lifeOf(node: Node, kept: Kept): Life | undefined {
  if (node.type === 'record') return node.record;
  if (node.type !== 'item') return undefined;
  const { token, lifetime } = node.item;
  if (lifetime === undefined) return undefined;
  const record = token && kept(token.id);
  if (record !== undefined && record.lifetime.kind !== 'unknown') return record;
  return token?.issuedAt === undefined ? { lifetime } : { lifetime, issuedAt: token.issuedAt };
}

/** @param wanted milliseconds before its end from which on a token is to be called ending */
export const stateOf = (life: Life, now: number, wanted: number): LifetimeState =>
  lifetimeState(life.lifetime, now, warningTime(life, wanted));

/** The first instant after `now` at which the words or the icon of a life are others. */
export const nextOf = (life: Life, now: number, wanted: number): number | undefined =>
  nextChange(life.lifetime, now, warningTime(life, wanted));
