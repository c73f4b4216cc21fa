/** The time a sandbox registry believes in, in milliseconds since the epoch. */
export interface SandboxClock {
  now(): number;
  /** Moves the sandbox's time forward by `milliseconds`; nothing else in the process notices. */
  advance(milliseconds: number): void;
}

/** Follows the machine's clock and can be moved ahead of it. */
export function systemClock(): SandboxClock {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    advance: (milliseconds) => {
      offset += milliseconds;
    },
  };
}

/** Stands still at `start` (milliseconds since the epoch) until it is advanced. */
export function frozenClock(start: number): SandboxClock {
  let time = start;
  return {
    now: () => time,
    advance: (milliseconds) => {
      time += milliseconds;
    },
  };
}
