import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { Film } from './film.ts';
import { outDir } from '../../tools/paths.ts';

/** Numbered pictures of one suite, each with the page's markup beside it. */
export class Screenshots {
  readonly directory: string;
  #taken = 0;

  private constructor(directory: string) {
    this.directory = directory;
  }

  /**
   * Begins a new series; pictures of a former run go.
   * @param suite names the folder in `out/screenshots`
   */
  static async begin(suite: string): Promise<Screenshots> {
    const directory = path.join(outDir, 'screenshots', suite);
    await rm(directory, { recursive: true, force: true });
    await mkdir(directory, { recursive: true });
    return new Screenshots(directory);
  }

  /** @returns the picture's file, `<nn>-<name>.png` */
  async take(page: Page, name: string): Promise<string> {
    this.#taken += 1;
    const number = String(this.#taken).padStart(2, '0');
    const base = path.join(this.directory, `${number}-${name.replaceAll(/[^\w.-]+/g, '-')}`);
    await page.screenshot({ path: `${base}.png`, animations: 'disabled' });
    await writeFile(`${base}.html`, await page.content());
    return `${base}.png`;
  }

  /**
   * Takes a part of the window for a page of the documentation, `<name>.png`: `npm run pictures`
   * takes it to `media/screenshots`.
   */
  async picture(page: Page, name: string, clip: Clip): Promise<void> {
    const file = path.join(this.directory, `${name}.png`);
    await page.screenshot({ path: file, animations: 'disabled', clip });
  }

  /** Begins a moving picture for the documentation, whose frames lie in the folder `<name>`. */
  film(page: Page, name: string, clip: Clip): Promise<Film> {
    return Film.begin(page, path.join(this.directory, name), clip);
  }
}

/** A part of the window, in its pixels. */
export type Clip = Record<'x' | 'y' | 'width' | 'height', number>;
