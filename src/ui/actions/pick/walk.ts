import { Limiter } from '../../../core/concurrency/limiter.ts';
import type { Item } from '../../../registries/contract/item.ts';
import type { Page } from '../../../registries/contract/page.ts';
import type { Registry } from '../../../registries/contract/registry.ts';

/** Lists of one account that are read at the same time. */
const atOnce = 4;

/**
 * Reads the rows of an account, as far down as rows lead to what is wanted. A list that cannot be
 * read keeps nobody from the others.
 *
 * @param leads whether something wanted may be below a row
 * @returns what went wrong first, if anything did
 */
export async function walk(
  registry: Pick<Registry, 'roots' | 'children'>,
  leads: (item: Item) => boolean,
  found: (items: readonly Item[]) => void,
  signal: AbortSignal,
): Promise<unknown> {
  const limiter = new Limiter(atOnce);
  let failure: unknown;
  const read = async (pages: AsyncIterable<Page<Item>>): Promise<readonly Item[]> => {
    const branches: Item[] = [];
    for await (const page of pages) {
      found([...page]);
      branches.push(...[...page].filter(leads));
    }
    return branches;
  };
  const visit = async (open: () => AsyncIterable<Page<Item>>): Promise<void> => {
    try {
      const branches = await limiter.run(() => read(open()), signal);
      await Promise.all(branches.map((item) => visit(() => registry.children(item, signal))));
    } catch (error) {
      failure ??= error;
    }
  };
  await visit(() => registry.roots(signal));
  return failure;
}
