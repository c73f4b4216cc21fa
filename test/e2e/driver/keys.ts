import type { Film } from './film.ts';
import type { WorkbenchWindow } from './window.ts';

/** Presses keys as a person does who knows the way, and counts them. */
export class Keys {
  readonly #window: WorkbenchWindow;
  /** Keys that were pressed since a command's name was typed, the one that runs it included. */
  afterTheName = 0;

  constructor(window: WorkbenchWindow) {
    this.#window = window;
  }

  /** Opens the palette, types the whole title of a command and runs it. */
  async command(title: string, film?: Film): Promise<void> {
    await this.#window.typeCommand(title);
    await film?.frame(1_500);
    this.afterTheName = 0;
    await this.press('Enter');
  }

  async press(key: string): Promise<void> {
    this.afterTheName += 1;
    await this.#window.press(key);
  }
}
