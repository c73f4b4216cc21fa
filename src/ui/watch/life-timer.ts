import * as vscode from 'vscode';
import type { Clock } from '../../core/clock.ts';
import type { Disposable } from '../../core/emitter.ts';
import { onSettings } from '../editor/settings.ts';

/** Something on the screen that says how long tokens still live. */
export interface LifeDisplay {
  /** Shows what is true at an instant. */
  readonly update: (now: number) => void;
  /** The first instant after `now` at which it must show something else; `undefined`: never. */
  readonly next: (now: number) => number | undefined;
}

/** A timer may not be set further ahead, and a machine that slept is right again within this. */
const longestWait = 60_000;

/**
 * The one timer behind everything that says how long tokens still live. Status bar, rows and badge
 * change in the same turn, so that none of them is older than another. While nothing on the screen
 * has an end there is no timer.
 */
export class LifeTimer implements vscode.Disposable {
  readonly #clock: Clock;
  readonly #displays = new Set<LifeDisplay>();
  readonly #subscriptions: vscode.Disposable;
  #timer: NodeJS.Timeout | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#subscriptions = vscode.Disposable.from(
      onSettings(['warnBefore'], () => this.update()),
      // Timers stand still while the machine sleeps; a person who comes back focuses the window.
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.update();
      }),
    );
  }

  /** Updates a display from now on, until what is returned is disposed of. */
  show(display: LifeDisplay): Disposable {
    this.#displays.add(display);
    this.update();
    return {
      dispose: () => {
        this.#displays.delete(display);
        this.aim();
      },
    };
  }

  /** Has everything show what is true now, and aims the timer at the next change. */
  update(): void {
    const now = this.#clock.now();
    for (const { update } of this.#displays) update(now);
    this.aim();
  }

  /** Aims the timer anew: what has to be shown is other than before. */
  aim(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const now = this.#clock.now();
    const changes = [...this.#displays].flatMap(({ next }) => next(now) ?? []);
    if (changes.length === 0) return;
    const wait = Math.min(Math.max(Math.min(...changes) - now, 50), longestWait);
    this.#timer = setTimeout(() => this.update(), wait);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#displays.clear();
    this.#subscriptions.dispose();
  }
}
