import type { Memento } from '../../vault/stores.ts';
import type { Services } from '../services.ts';
import { Orders } from './orders.ts';
import { TokenTree } from './provider.ts';

/**
 * Makes the tree of the view.
 * @param workspace keeps the orders of its lists
 */
export function openTree(services: Services, workspace: Memento): TokenTree {
  const { vault, sessions, clock, lives } = services;
  return new TokenTree(
    vault,
    sessions,
    {
      clock,
      isActive: (id) => vault.active.token?.id === id,
      kept: (id) => vault.tokens.get(id),
      servedHost: (id) => services.serving.hostOf(id),
      placesOf: async (record) =>
        (await import('../delivery/places.ts')).placesOf([record], services),
    },
    new Orders(workspace),
    lives,
  );
}
