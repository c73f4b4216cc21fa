/** The environment variable that names the file for the figures of one start. */
export const figuresVariable = 'REGISTRY_TOKENS_BENCH_FIGURES';

/** How long it takes until the first rows are there, in ms. */
export interface QuickOpenFigures {
  /** The quick-open of the extension, with that many tokens held. */
  readonly ours: number;
  /** A quick pick of the editor with as many rows. */
  readonly plain: number;
}

/** What the probe measures inside the extension host, as JSON. */
export interface HostFigures {
  readonly quickOpen: QuickOpenFigures;
  /** From the call of `activate` to its result, with the host's own work on the way; in ms. */
  readonly whole: number;
  /** Whole milliseconds by the clock of the host, as its page "Startup Performance" tells them. */
  readonly load: number;
  readonly activate: number;
  /** What is done after `activate` has given the thread to other extensions. */
  readonly finish: number;
  /** Where in the extension timers were set, during its activation or in the seconds after. */
  readonly timers: readonly string[];
  /** Properties of `globalThis` and variables of the environment that are not what they were. */
  readonly globals: readonly string[];
}
