import type { Account } from '../../core/account.ts';
import { formatInstant } from '../../core/instant.ts';
import { t } from '../../core/l10n.ts';
import type { IssuedToken } from '../../core/token.ts';
import { findPlaceKind } from '../../delivery/places/kinds.ts';
import type { Place } from '../../delivery/places/place.ts';
import { toRegistryError } from '../actions/to-registry-error.ts';
import type { Services } from '../services.ts';
import { type Updater, updaterOf } from './updaters.ts';

/** A place that can be written again, and how. */
interface Stale {
  readonly place: Place;
  readonly update: Updater;
  /** Names it, in a phrase. */
  readonly phrase: string;
}

/** Offers to write a token where the one before it was brought. */
export async function offerUpdate(
  issued: IssuedToken,
  places: readonly Place[],
  account: Account,
  services: Services,
): Promise<void> {
  const stale = places.flatMap((place): Stale[] => {
    const update = updaterOf(place);
    if (update === undefined) return [];
    const when = formatInstant(place.at).local;
    const phrase = findPlaceKind(place.kind)?.describe(place.facts, when) ?? '';
    return [{ place, update, phrase }];
  });
  const { label } = issued.record;
  const { messages } = services;
  if (stale.length === 0) return;
  const yes = await messages.warn(
    stale.length === 1
      ? t('1 place may need the new token of {0}.', label)
      : t('{0} places may need the new token of {1}.', stale.length, label),
    { label: t('Update…'), value: true },
  );
  if (yes === true && (await confirmed(stale, label, services))) {
    await updateAll(stale, issued, account, services);
  }
}

async function confirmed(
  stale: readonly Stale[],
  label: string,
  { messages }: Services,
): Promise<boolean> {
  const yes = await messages.confirm(
    t('Write the new token of {0} there?', label),
    [
      stale.map(({ phrase }) => `• ${phrase}`).join('\n'),
      t('A login that stands there now is replaced, whoever put it there.'),
    ].join('\n\n'),
    { label: t('Update'), value: true },
  );
  return yes === true;
}

/** One after the other; one that fails keeps no other. */
async function updateAll(
  stale: readonly Stale[],
  issued: IssuedToken,
  account: Account,
  services: Services,
): Promise<void> {
  const { record } = issued;
  const known = await services.places();
  const failed: string[] = [];
  let done = 0;
  await services.progress(t('Updating where {0} went…', record.label), async (signal) => {
    for (const { place, update, phrase } of stale) {
      const kind = findPlaceKind(place.kind);
      if (kind === undefined) continue;
      try {
        if ((await update(issued, account, services, signal)) === 'gone') {
          await known.clear(kind, place.facts);
          failed.push(t('Nothing is there any longer: {0}.', phrase));
          continue;
        }
        const at = services.clock.now();
        await known.add(kind, record.id, place.facts, at, place.follows);
        done += 1;
      } catch (error) {
        const failure = toRegistryError(error);
        services.log.error(account.label, failure);
        failed.push(`${phrase}: ${failure.message}`);
      }
    }
  });
  const said = t('The new token of {0} is in {1} of {2} places.', record.label, done, stale.length);
  void (failed.length === 0
    ? services.messages.info(said)
    : services.messages.warn([said, ...failed].join(' ')));
}
