/** A list that its source knows only as a whole, as the one page that it is. */
export async function* onePage<T>(
  rows: readonly T[] | Promise<readonly T[]>,
): AsyncGenerator<readonly T[], void, undefined> {
  yield await rows;
}
