/** What an adapter may look at on this machine of what other tools are set up with. */
export interface Machine {
  /** The environment the editor was started with. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /**
   * The text of a file by its name below the home directory, or by its absolute path; `undefined`
   * when it cannot or must not be read.
   */
  readonly read: (file: string) => Promise<string | undefined>;
}
