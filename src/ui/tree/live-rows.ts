import { settings } from '../editor/settings.ts';
import type { LifeDisplay } from '../watch/life-timer.ts';
import { type Kept, type Life, lifeOf, nextOf } from './life.ts';
import { type Node, parentOf } from './node.ts';

/** More rows of a list than that, to be drawn anew at once, are drawn with the whole list. */
const most = 50;

interface Rows {
  /** The rows that can be seen while the view is. */
  readonly visible: () => Iterable<Node>;
  readonly kept: Kept;
  readonly redraw: (node: Node) => void;
}

/** The rows of the tree among what says how long tokens still live. Out of sight, none changes. */
export class LiveRows implements LifeDisplay {
  readonly #rows: Rows;
  /** Every row that can be seen was right at this instant; `undefined`: any may be of long ago. */
  #rightAt: number | undefined;
  /** How long before its end a token is marked, as the rows were drawn. */
  #wanted = 0;
  #isShown = false;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** The view came into sight, or left it. */
  shown(isShown: boolean): void {
    this.#isShown = isShown;
    this.#rightAt = undefined;
  }

  readonly update = (now: number): void => {
    if (!this.#isShown) return;
    const wanted = settings.warnBeforeMs();
    const before = wanted === this.#wanted ? this.#rightAt : undefined;
    const due: Node[] = [];
    for (const [node, life] of this.#lives()) {
      const next = nextOf(life, before ?? now, wanted);
      if (next !== undefined && (before === undefined || next <= now)) due.push(node);
    }
    this.#rightAt = now;
    this.#wanted = wanted;
    for (const node of together(due)) this.#rows.redraw(node);
  };

  readonly next = (now: number): number | undefined => {
    if (!this.#isShown) return undefined;
    let first = Infinity;
    for (const [, life] of this.#lives()) {
      first = Math.min(first, nextOf(life, now, this.#wanted) ?? Infinity);
    }
    return first === Infinity ? undefined : first;
  };

  *#lives(): Generator<readonly [Node, Life], void, undefined> {
    for (const node of this.#rows.visible()) {
      const life = lifeOf(node, this.#rows.kept);
      if (life !== undefined) yield [node, life];
    }
  }
}

/** The rows to draw anew: in the place of many of one list, the row above them. */
function together(due: readonly Node[]): ReadonlySet<Node> {
  const lengths = new Map<Node | undefined, number>();
  for (const node of due) {
    const parent = parentOf(node);
    lengths.set(parent, (lengths.get(parent) ?? 0) + 1);
  }
  return new Set(
    due.map((node) => {
      const parent = parentOf(node);
      return parent !== undefined && (lengths.get(parent) ?? 0) > most ? parent : node;
    }),
  );
}
