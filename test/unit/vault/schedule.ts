import { settled } from './fakes.ts';

/** Calls of stores, locks and servers that wait until a test lets one of them go on. */
export class Schedule {
  readonly #waiting: (() => void)[] = [];

  /** One call: it goes on when its turn comes. */
  step(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /**
   * Lets one call after the other go on until all work is done.
   *
   * @param choose which of so many waiting calls is next
   * @param between looks at what is stored, as a crash at this place would leave it
   */
  async run(
    work: readonly Promise<unknown>[],
    choose: (count: number) => number,
    between: () => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const state = { open: true };
    const done = Promise.allSettled(work).then(() => (state.open = false));
    for (;;) {
      await settled();
      if (this.#waiting.length === 0) break;
      await between();
      this.#waiting.splice(choose(this.#waiting.length), 1)[0]?.();
    }
    if (state.open) throw new Error('work waits for something that no step of it does');
    await done;
    await between();
  }
}

/** Every way to choose, one after the other: those of a run are taken from its `choose`. */
export async function everyChoice(
  run: (choose: (count: number) => number) => Promise<void>,
): Promise<number> {
  const path: { at: number; count: number }[] = [];
  for (let runs = 1; ; runs += 1) {
    let depth = 0;
    await run((count) => {
      const known = path[depth];
      if (known === undefined) path.push({ at: 0, count });
      return path[depth++]?.at ?? 0;
    });
    while ((path.at(-1)?.at ?? 0) + 1 >= (path.at(-1)?.count ?? 0)) {
      if (path.pop() === undefined) return runs;
    }
    const last = path.at(-1);
    if (last !== undefined) last.at += 1;
  }
}
