import { formatInstant } from '../../core/instant.ts';
import { t } from '../../core/l10n.ts';
import type { TokenRecord } from '../../core/token.ts';
import { findPlaceKind } from '../../delivery/places/kinds.ts';
import type { Facts, PlaceKind } from '../../delivery/places/place.ts';
import type { Services } from '../services.ts';

type Known = Pick<Services, 'places' | 'serving'>;

/** Remembers where a token went. That it cannot be written down undoes no delivery. */
export async function remember(
  kind: PlaceKind,
  { id }: Pick<TokenRecord, 'id'>,
  facts: Facts,
  { places, clock, log }: Pick<Services, 'places' | 'clock' | 'log'>,
): Promise<void> {
  try {
    await (await places()).add(kind, id, facts, clock.now());
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

/** The places where tokens are, in phrases: what is served first, then the last delivery. */
export async function placesOf(
  records: readonly TokenRecord[],
  { places, serving }: Known,
): Promise<readonly string[]> {
  const served = records.flatMap(({ id }) => serving.hostOf(id) ?? []);
  const delivered = await (await places()).of(records.map(({ id }) => id));
  return [
    ...served.map((host) => t('served to Docker and others for {0}', host)),
    ...delivered.flatMap(({ kind, facts, at }) => {
      const phrase = findPlaceKind(kind)?.describe(facts, formatInstant(at).local);
      return phrase === undefined ? [] : [phrase];
    }),
  ];
}
