import type { Locator } from 'playwright-core';
import { waitFor } from './waiting.ts';

/** What of a scrolled area can be seen now. All lengths in pixels. */
export interface Glimpse<T> {
  /** How far the area is scrolled. */
  readonly offset: number;
  readonly viewHeight: number;
  readonly contentHeight: number;
  /** What is rendered, each with its place in the content. */
  readonly items: readonly (T & Placed)[];
}

export interface Placed {
  readonly top: number;
  readonly height: number;
}

/** VS Code scrolls by 50 pixels for one notch of a mouse wheel, whose `wheelDeltaY` is 120. */
const deltaPerPixel = 120 / 50;

/**
 * VS Code renders only the part of a list or text that can be seen. This scrolls through one with
 * the mouse wheel, as a person would: to the pixel, in one turn.
 */
export class ScrolledArea<T> {
  readonly #area: Locator;
  readonly #look: () => Promise<Glimpse<T>>;

  /** @param area the element that holds the content, inside of what scrolls it */
  constructor(area: Locator, look: () => Promise<Glimpse<T>>) {
    this.#area = area;
    this.#look = look;
  }

  /** Everything in it from the top to the bottom. */
  async all(): Promise<(T & Placed)[]> {
    return [...(await this.#scan(() => false)).values()];
  }

  /**
   * Scrolls from the top until `found` is satisfied with what was seen so far.
   * @returns whether it was
   */
  async scrollUntil(found: (items: readonly (T & Placed)[]) => boolean): Promise<boolean> {
    let done = false;
    await this.#scan((items) => (done = found(items)));
    return done;
  }

  /** Brings a place of the content fully into view. */
  async show(place: Placed): Promise<void> {
    const { offset, viewHeight, contentHeight } = await this.#look();
    if (place.top >= offset && place.top + place.height <= offset + viewHeight) return;
    const middle = place.top - viewHeight / 2;
    await this.#scrollTo(Math.min(Math.max(0, middle), contentHeight - viewHeight));
  }

  async #scan(
    enough: (items: readonly (T & Placed)[]) => boolean,
  ): Promise<Map<number, T & Placed>> {
    const collected = new Map<number, T & Placed>();
    let glimpse = await this.#look();
    if (glimpse.offset > 0) {
      await this.#scrollTo(0);
      glimpse = await this.#look();
    }
    for (;;) {
      for (const item of glimpse.items) collected.set(item.top, item);
      const { offset, viewHeight, contentHeight } = glimpse;
      if (enough([...collected.values()]) || offset + viewHeight >= contentHeight - 1) {
        return collected;
      }
      // Less than a view, so that nothing falls between two looks.
      await this.#scrollTo(Math.min(offset + viewHeight * 0.8, contentHeight - viewHeight));
      glimpse = await this.#look();
    }
  }

  async #scrollTo(target: number): Promise<void> {
    await waitFor('the area to scroll', async () => {
      const { offset, viewHeight, contentHeight } = await this.#look();
      const wanted = Math.min(Math.max(0, target), Math.max(0, contentHeight - viewHeight));
      if (Math.abs(wanted - offset) < 1) return true;
      await this.#area.dispatchEvent('wheel', {
        wheelDeltaY: (offset - wanted) * deltaPerPixel,
        bubbles: true,
      });
      return undefined;
    });
  }
}
