import type { ItemPath } from '../../core/outcome.ts';

/** The row of the own account. Its name may be edited; the row stays, and with it its tokens. */
export const ownPath: ItemPath = ['own'];

/** Tokens of the own account stand below its row, those of others beside it. */
export const tokenPath = (isOwn: boolean, id: string): ItemPath => [
  ...(isOwn ? ownPath : []),
  `token:${id}`,
];
