import type { ItemPath } from '../../core/outcome.ts';

/** Where a row stands, read back from its path. */
export type Place =
  | { readonly at: 'mine' | 'users' | 'pairing' }
  | { readonly at: 'user'; readonly user: string }
  | { readonly at: 'token'; readonly id: string }
  | { readonly at: 'pairing-token' };

export const minePath: ItemPath = ['mine'];
export const usersPath: ItemPath = ['users'];
export const pairingPath: ItemPath = ['pairing'];

/** The lists that a token may be in, and the one that says how many each user has. */
export const tokenLists: readonly ItemPath[] = [minePath, usersPath];

export const userPath = (user: string): ItemPath => [...usersPath, `user:${user}`];

/** A token below the group of rows it stands in. */
export const tokenPath = (group: ItemPath, id: string): ItemPath => [...group, `token:${id}`];

/** Reads a path that one of the functions above made. Throws `TypeError` on any other. */
export function placeOf(path: ItemPath): Place {
  const last = path.at(-1) ?? '';
  if (last.startsWith('token:')) {
    return path[0] === 'pairing' ? { at: 'pairing-token' } : { at: 'token', id: last.slice(6) };
  }
  if (last.startsWith('user:')) return { at: 'user', user: last.slice(5) };
  if (last === 'mine' || last === 'users' || last === 'pairing') return { at: last };
  throw new TypeError(`unknown row ${last}`);
}
