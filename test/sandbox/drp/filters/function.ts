import { panic } from '../errors.ts';
import type { Fields } from '../world.ts';
import { compare } from './index.ts';
import type { Index } from './index.ts';

/**
 * What a filter such as `Lt(b)` keeps of objects that are sorted by its index. A name that is no
 * function is part of a value: `Re(^a)` looks for those very letters.
 *
 * @throws Refusal Where the server stumbles: a function without its values, or bounds in disorder.
 */
export function keepMatching(
  index: Index,
  objects: readonly Fields[],
  filter: string,
): readonly Fields[] {
  const [name = '', rest] = filter.split(/\((.*)/s);
  const bounds = FUNCTIONS[name];
  if (bounds === undefined) return slices(index, objects, filter, filter).within;
  if (rest === undefined) throw panic();
  const [value = ''] = rest.split(')', 1);
  const [low = '', high] = bounds.values === 2 ? value.split(',') : [value, value];
  if (high === undefined) throw panic();
  return bounds.of(slices(index, objects, low, high));
}

interface Slices {
  readonly below: readonly Fields[];
  readonly within: readonly Fields[];
  readonly above: readonly Fields[];
  /** From the lower bound on, and up to the upper one. */
  readonly from: readonly Fields[];
  readonly upTo: readonly Fields[];
}

function slices(index: Index, objects: readonly Fields[], low: string, high: string): Slices {
  const [lower, upper] = [index.read(low), index.read(high)];
  const first = (test: (order: number) => boolean, bound: typeof lower): number => {
    const found = objects.findIndex((object) => test(compare(index.of(object), bound)));
    return found < 0 ? objects.length : found;
  };
  const start = first((order) => order >= 0, lower);
  const end = first((order) => order > 0, upper);
  return {
    below: objects.slice(0, start),
    get within() {
      if (start > end) throw panic();
      return objects.slice(start, end);
    },
    above: objects.slice(end),
    from: objects.slice(start),
    upTo: objects.slice(0, end),
  };
}

const FUNCTIONS: Readonly<
  Record<string, { readonly values: 1 | 2; readonly of: (slices: Slices) => readonly Fields[] }>
> = {
  Eq: { values: 1, of: ({ within }) => within },
  Ne: { values: 1, of: ({ below, above }) => [...below, ...above] },
  Lt: { values: 1, of: ({ below }) => below },
  Lte: { values: 1, of: ({ upTo }) => upTo },
  Gt: { values: 1, of: ({ above }) => above },
  Gte: { values: 1, of: ({ from }) => from },
  Between: { values: 2, of: ({ within }) => within },
  Except: { values: 2, of: ({ below, above }) => [...below, ...above] },
};
