import type { Item } from '../item.ts';
import type { JfrogContext } from './context.ts';
import { placeOf } from './paths.ts';
import { tokenRows } from './rows/tokens.ts';
import { users } from './rows/users.ts';

/** The rows below a row, in pages. Pairing tokens are known to this machine alone. */
export async function* children(
  context: JfrogContext,
  item: Item,
  signal: AbortSignal,
): AsyncGenerator<readonly Item[], void, undefined> {
  const place = placeOf(item.path);
  switch (place.at) {
    case 'mine': {
      const { userName } = await context.facts.get(signal);
      yield* tokenRows(context, item.path, userName, signal);
      return;
    }
    case 'user':
      yield* tokenRows(context, item.path, place.user, signal);
      return;
    case 'users':
      yield await users(context, signal);
      return;
    case 'token':
    case 'pairing':
    case 'pairing-token':
      return;
  }
}
