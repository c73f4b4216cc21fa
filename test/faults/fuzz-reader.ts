/** Something that reads text from outside, and texts that it reads. */
export interface FuzzReader {
  readonly name: string;
  readonly samples: readonly string[];
  readonly read: (text: string) => unknown;
}
