/** Runs work while no other window of this machine runs work of the same name. */
export type Exclusive = <T>(
  name: string,
  work: (turn: Turn) => Promise<T>,
  signal: AbortSignal,
) => Promise<T>;

/** A turn at work that others of its name, in whatever window, wait for. */
export interface Turn {
  /**
   * What a turn before left, in whatever window, for as long as the editor may need to carry over
   * to this window what that one has stored.
   */
  readonly note: string | undefined;
  /** Leaves a word for the turns to come. No secret: it stands in a plain file. */
  leave(note: string): Promise<void>;
}
