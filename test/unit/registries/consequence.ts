import type { Consequence } from '../../../src/registries/contract/action.ts';
import type { ActionId } from '../../../src/registries/contract/action-id.ts';
import type { FormValues } from '../../../src/registries/contract/form.ts';
import type { Item } from '../../../src/registries/contract/item.ts';
import type { Registry } from '../../../src/registries/contract/registry.ts';

const never = new AbortController().signal;

/** What a person is asked before an action; `undefined` when nothing is. */
export async function consequenceOf(
  registry: Registry,
  id: ActionId,
  items: Item | readonly Item[],
  values: FormValues = {},
): Promise<Consequence | undefined> {
  const [first, ...others] = [items].flat();
  if (first === undefined) throw new TypeError('no row');
  return registry.actions[id]?.consequence?.([first, ...others], values, never);
}
