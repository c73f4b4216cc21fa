import type { ItemPath } from '../../core/outcome.ts';

/** Where rows stand: users right below the account, roles and held tokens below their user. */
export const userPath = (name: string): ItemPath => [`user:${name}`];
export const rolePath = (user: string, role: string): ItemPath => [
  ...userPath(user),
  `role:${role}`,
];
export const tokenPath = (user: string, id: string): ItemPath => [...userPath(user), `token:${id}`];

/** The user that a row is, or stands below. Throws `TypeError` for rows without one. */
export function userOf(path: ItemPath): string {
  const [first = ''] = path;
  if (!first.startsWith('user:')) throw new TypeError('the row has no user');
  return first.slice('user:'.length);
}
