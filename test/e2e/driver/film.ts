import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { Clip } from './screenshots.ts';

/**
 * The frames of a moving picture of the documentation, `<nn>-<milliseconds>.png` in one folder, of
 * which `npm run pictures` makes one file.
 */
export class Film {
  readonly #page: Page;
  readonly #directory: string;
  readonly #clip: Clip;
  #taken = 0;

  private constructor(page: Page, directory: string, clip: Clip) {
    this.#page = page;
    this.#directory = directory;
    this.#clip = clip;
  }

  /** @param directory is made; it must not hold frames already */
  static async begin(page: Page, directory: string, clip: Clip): Promise<Film> {
    await mkdir(directory, { recursive: true });
    return new Film(page, directory, clip);
  }

  /** Takes the window as it is now, to be shown for so many milliseconds. */
  async frame(milliseconds: number): Promise<void> {
    this.#taken += 1;
    const name = `${String(this.#taken).padStart(2, '0')}-${milliseconds}.png`;
    const file = path.join(this.#directory, name);
    await this.#page.screenshot({ path: file, animations: 'disabled', clip: this.#clip });
  }
}
