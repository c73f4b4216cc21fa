import type { Memento } from '../../vault/stores.ts';
import type { Services } from '../services.ts';
import { Orders } from './orders.ts';
import { TokenTree } from './provider.ts';

/**
 * Makes the tree of the view.
 * @param workspace keeps the orders of its lists
 */
export function openTree(services: Services, workspace: Memento): TokenTree {
  const { vault, sessions, clock } = services;
  return new TokenTree(
    vault,
    sessions,
    {
      clock,
      isActive: (id) => vault.active.token?.id === id,
      isKeptAlive: (id) => vault.tokens.get(id)?.keepAlive === true,
      servedHost: (id) => services.serving.hostOf(id),
      placesOf: async (record) =>
        (await import('../delivery/places.ts')).placesOf([record], services),
      isHeld: (id) => vault.tokens.get(id) !== undefined,
    },
    new Orders(workspace),
  );
}
