import { cancelled } from './cancelled.ts';

interface Run<T> {
  readonly result: Promise<T>;
  answer?: { readonly value: T };
  readonly abort: AbortController;
  waiting: number;
}

/**
 * One answer for everybody who asks: asked once, remembered when it came, asked again after a
 * failure. The question is dropped only when all who wait for it have cancelled.
 */
export class Memoized<T> {
  readonly #ask: (signal: AbortSignal) => Promise<T>;
  #run: Run<T> | undefined;

  constructor(ask: (signal: AbortSignal) => Promise<T>) {
    this.#ask = ask;
  }

  /** Rejects with `cancelled` when the signal aborts, whatever becomes of the question. */
  async get(signal: AbortSignal): Promise<T> {
    const run = (this.#run ??= this.#start());
    const left = Promise.withResolvers<never>();
    const leave = () => left.reject(cancelled(signal.reason));
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    run.waiting += 1;
    try {
      return await Promise.race([left.promise, run.result]);
    } finally {
      signal.removeEventListener('abort', leave);
      run.waiting -= 1;
      if (run.waiting === 0 && signal.aborted) this.#drop(run);
    }
  }

  /** The answer, if it has come; for those who cannot wait. */
  get known(): T | undefined {
    return this.#run?.answer?.value;
  }

  /** Forgets the answer, so that the next to ask gets a fresh one. */
  forget(): void {
    this.#run = undefined;
  }

  #start(): Run<T> {
    const abort = new AbortController();
    const run: Run<T> = { result: this.#ask(abort.signal), abort, waiting: 0 };
    run.result.then(
      (value) => (run.answer = { value }),
      () => this.#drop(run),
    );
    return run;
  }

  #drop(run: Run<T>): void {
    run.abort.abort();
    if (this.#run === run) this.#run = undefined;
  }
}
