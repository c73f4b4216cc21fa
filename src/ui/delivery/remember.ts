import { t } from '../../core/l10n.ts';
import type { TokenRecord } from '../../core/token.ts';
import type { Facts, PlaceKind } from '../../delivery/places/place.ts';
import type { Services } from '../services.ts';

/**
 * Remembers where a token went. That it cannot be written down undoes no delivery.
 *
 * @param follows what takes the token's place is written there as well, without a question
 */
export async function remember(
  kind: PlaceKind,
  { id }: Pick<TokenRecord, 'id'>,
  facts: Facts,
  { places, clock, log }: Pick<Services, 'places' | 'clock' | 'log'>,
  follows?: true,
): Promise<void> {
  try {
    await (await places()).add(kind, id, facts, clock.now(), follows);
  } catch (error) {
    log.error(t('Remembering where a token went'), error);
  }
}

/**
 * Keeps the places of a token for the one that took its place, since that is where the new one has
 * to go, and forgets those of tokens that have ended for good.
 */
export async function settlePlaces(
  issued: TokenRecord | undefined,
  ended: readonly string[],
  { places, log }: Pick<Services, 'places' | 'log'>,
): Promise<void> {
  const former = issued?.replaces;
  if (former === undefined && ended.length === 0) return;
  try {
    const known = await places();
    if (issued !== undefined && former !== undefined) await known.move(former, issued.id);
    // A regenerated token has the id of the one it replaced.
    await known.forget(ended.filter((id) => id !== issued?.id));
  } catch (error) {
    log.error(t('Remembering where a token went'), error);
  }
}
