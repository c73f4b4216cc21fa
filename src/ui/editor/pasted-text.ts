import { Secret } from '../../core/secret.ts';

/** The token that was decoded last, so that it can be kept on request. In memory only. */
export class PastedText {
  #token: Secret | undefined;

  get token(): Secret | undefined {
    return this.#token;
  }

  remember(text: string): void {
    this.#token = new Secret(text);
  }

  forget(): void {
    this.#token = undefined;
  }
}
