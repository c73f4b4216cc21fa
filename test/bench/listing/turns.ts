import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds: by the clock, and of the thread's own work. */
export interface Turn {
  readonly wall: number;
  readonly cpu: number;
}

/**
 * The longest turn of the event loop by the clock, and the longest by the thread's own work, which
 * the machine's other work has no part in, while `act` runs.
 */
export async function longestTurns(act: () => Promise<unknown>): Promise<Turn> {
  const longest = { wall: 0, cpu: 0 };
  const state = { isOver: false };
  const watch = (async () => {
    for (let before = moment(); !state.isOver;) {
      await nextTurn();
      const now = moment();
      longest.wall = Math.max(longest.wall, now.wall - before.wall);
      longest.cpu = Math.max(longest.cpu, now.cpu - before.cpu);
      before = now;
    }
  })();
  await act();
  state.isOver = true;
  await watch;
  return longest;
}

function moment(): Turn {
  const { user, system } = process.threadCpuUsage();
  return { wall: performance.now(), cpu: (user + system) / 1000 };
}
