import type { Item } from '../../contract/item.ts';
import { generationOf, type JfrogContext } from '../context.ts';
import { placeOf } from '../paths.ts';
import { users } from './users.ts';

/** The rows below a row, in pages. Pairing tokens are known to this machine alone. */
export async function* children(
  context: JfrogContext,
  item: Item,
  signal: AbortSignal,
): AsyncGenerator<readonly Item[], void, undefined> {
  const place = placeOf(item.path);
  switch (place.at) {
    case 'mine':
    case 'user': {
      const facts = await context.facts.get(signal);
      const user = place.at === 'user' ? place.user : facts.userName;
      yield* generationOf(context, facts).rows(context, facts, item.path, user, signal);
      return;
    }
    case 'users':
      yield await users(context, signal);
      return;
    case 'token':
    case 'pairing':
    case 'pairing-token':
      return;
  }
}
