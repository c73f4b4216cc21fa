import { RegistryError } from '../../../src/core/errors.ts';
import type { Show } from './scene.ts';

/** Everything that a person was shown, as the texts in it. */
export class Shown {
  readonly texts: string[] = [];

  readonly show: Show = async (what) => {
    try {
      const value = await what;
      this.#collect(value);
      return value;
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      this.texts.push(error.message);
      return undefined;
    }
  };

  #collect(value: unknown): void {
    if (typeof value === 'string') this.texts.push(value);
    else if (typeof value === 'object' && value !== null) {
      for (const part of Object.values(value)) this.#collect(part);
    }
  }
}
