import type { Inspector } from './inspector.ts';

/** The inspector as the start-up code knows it: made when it is first wanted. */
export class InspectorDoor {
  readonly #load: () => Promise<Inspector>;
  #inspector: Promise<Inspector> | undefined;

  constructor(load: () => Promise<Inspector>) {
    this.#load = load;
  }

  /** The inspector, whether or not it shows something. */
  open(): Promise<Inspector> {
    return (this.#inspector ??= this.#load());
  }

  /** Closes what is open: without the extension a page would only look alive. */
  dispose(): void {
    void this.#inspector?.then((inspector) => inspector.dispose());
  }
}
