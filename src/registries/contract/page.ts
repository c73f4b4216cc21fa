/** Some rows of a list, in the order of display. */
export type Page<T> = readonly T[] & {
  /** How many rows the whole list has, when the source knows before it has given them all. */
  readonly total?: number;
};

/** A page of a list whose length is known. */
export function pageOf<T>(rows: readonly T[], total: number): Page<T> {
  return Object.assign([...rows], { total });
}
