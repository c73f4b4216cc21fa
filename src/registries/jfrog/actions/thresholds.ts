/**
 * What a lifetime means for a token, in seconds (docs/registries/jfrog.md §4.1). These are the
 * defaults; a server may have others and does not tell them.
 */
export const listedFrom = 3 * 3600;
export const revocableFrom = 6 * 3600;
export const year = 365 * 86_400;

export interface Fate {
  /** Stored by the server, so that lists show it. */
  readonly listed: boolean;
  readonly revocable: boolean;
}

/** A token as it is asked for. */
export interface Wish {
  /** Its lifetime; `undefined` when it never ends. */
  readonly seconds: number | undefined;
  readonly refreshable?: boolean;
  readonly forceRevocable?: boolean;
}

/** What will become of a token by these thresholds. */
export function fateOf({ seconds, refreshable, forceRevocable }: Wish): Fate {
  const always = seconds === undefined || forceRevocable === true || refreshable === true;
  return { listed: always || seconds >= listedFrom, revocable: always || seconds >= revocableFrom };
}
