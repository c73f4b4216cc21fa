import { t } from '../../core/l10n.ts';
import type { TokenRecord } from '../../core/token.ts';
import type { ActionId } from '../../registries/contract/action-id.ts';
import { placesOf } from '../delivery/places.ts';
import type { Services } from '../services.ts';
import type { Target } from './pick/item.ts';

/** Actions after which the tokens that are there work no longer. */
const ending: readonly ActionId[] = ['regenerate', 'revoke', 'delete'];

/** As many are named in a question. */
const mostNamed = 8;

/**
 * Where the tokens are that an action ends, in a paragraph for the question before it; `undefined`
 * when no place is known.
 */
export async function endingPlaces(
  id: ActionId,
  targets: readonly Target[],
  services: Services,
): Promise<string | undefined> {
  if (!ending.includes(id)) return undefined;
  const tokens = targets.flatMap((target) => tokensOf(target, services));
  const places = await placesOf(tokens, services);
  const [first] = places;
  if (first === undefined) return undefined;
  const named = places.slice(0, mostNamed).map((place) => `• ${place}`);
  const rest = places.length - named.length;
  return [
    tokens.length === 1
      ? t('Where the token went, as far as this extension knows:')
      : t('Where the tokens went, as far as this extension knows:'),
    ...named,
    ...(rest > 0 ? [`• ${t('{0} more', rest)}`] : []),
  ].join('\n');
}

/** The row's own token, and those kept below it. */
function tokensOf({ account, item }: Target, { vault }: Services): readonly TokenRecord[] {
  const below = vault.tokens
    .list(account.id)
    .filter(
      ({ id, path }) => id !== item.token?.id && item.path.every((part, at) => path[at] === part),
    );
  return item.token === undefined ? below : [item.token, ...below];
}
