/** Shows something to the person, or the error instead of it; gives it back where it came. */
export type Show = <T>(what: T | Promise<T>) => Promise<T | undefined>;

/** One row of a table of sentences: the answers of a server, and what the person reads for them. */
export interface Scene<Stage> {
  /** What the server answers, or what the person enters: the row's name. */
  readonly when: string;
  /** Every sentence that is read then, as it stands in the code; no more and no fewer. */
  readonly says: readonly string[];
  /** Leads the double into those answers and shows what came. */
  readonly play: (stage: Stage, show: Show) => Promise<unknown>;
}

/** The doubles of a kind, and what brings them back to where they started. */
export interface Staging<Stage extends AsyncDisposable> {
  readonly start: () => Promise<Stage>;
  readonly reset: (stage: Stage) => void;
}
