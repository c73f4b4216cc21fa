/**
 * What a lifetime means for a token, in seconds (contract §4.1). These are the defaults; a server
 * may have others and does not tell them.
 */
export const listedFrom = 3 * 3600;
export const revocableFrom = 6 * 3600;
export const year = 365 * 86_400;

export interface Fate {
  /** Stored by the server, so that lists show it. */
  readonly listed: boolean;
  readonly revocable: boolean;
}

/**
 * What will become of a token.
 *
 * @param seconds its lifetime; `undefined` when it never ends
 */
export function fateOf(
  seconds: number | undefined,
  { refreshable, forceRevocable }: { refreshable?: boolean; forceRevocable?: boolean } = {},
): Fate {
  const kept = seconds === undefined || forceRevocable === true || refreshable === true;
  return { listed: kept || seconds >= listedFrom, revocable: kept || seconds >= revocableFrom };
}
