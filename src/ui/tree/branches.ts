/**
 * Which rows were listed below which, by their ids, and which branches the person has closed. With
 * it the tree forgets rows that are gone, and leaves those alone that nobody sees.
 */
export class Branches {
  readonly #below = new Map<string, readonly string[]>();
  readonly #closed = new Set<string>();

  /**
   * Takes note of the rows that a branch has now.
   * @returns the rows that are gone: those it had before, and everything below them
   */
  list(parent: string, ids: readonly string[]): readonly string[] {
    const listed = new Set(ids);
    const gone = (this.#below.get(parent) ?? []).filter((id) => !listed.has(id));
    this.#below.set(parent, ids);
    return gone.flatMap((id) => this.#cut(id));
  }

  close(id: string): void {
    this.#closed.add(id);
  }

  open(id: string): void {
    this.#closed.delete(id);
  }

  /** The rows below a row that can be seen while it is open itself. */
  *visible(parent: string): Generator<string, void, undefined> {
    for (const id of this.#below.get(parent) ?? []) {
      yield id;
      if (!this.#closed.has(id)) yield* this.visible(id);
    }
  }

  #cut(id: string): readonly string[] {
    const below = this.#below.get(id) ?? [];
    this.#below.delete(id);
    this.#closed.delete(id);
    return [id, ...below.flatMap((child) => this.#cut(child))];
  }
}
