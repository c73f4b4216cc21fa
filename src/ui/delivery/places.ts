import { formatInstant } from '../../core/instant.ts';
import { t } from '../../core/l10n.ts';
import type { TokenRecord } from '../../core/token.ts';
import { findPlaceKind } from '../../delivery/places/kinds.ts';
import { lastOf, type ServedHost } from '../../delivery/places/served.ts';
import type { Services } from '../services.ts';
import { nameOf } from './served-item.ts';

type Known = Pick<Services, 'places' | 'serving' | 'runs'>;

/** The places where tokens are, in phrases: what is served first, then the last delivery. */
export async function placesOf(
  records: readonly TokenRecord[],
  { places, serving, runs }: Known,
): Promise<readonly string[]> {
  const served = records.flatMap(({ id }) => serving.servedWith(id) ?? []);
  const delivered = await (await places()).of(records.map(({ id }) => id));
  return [
    ...served.map(servedPhrase),
    ...new Set(records.flatMap(({ id }) => runs.now?.terminals.phrasesOf(id) ?? [])),
    ...delivered.flatMap(({ kind, facts, at }) => {
      const phrase = findPlaceKind(kind)?.describe(facts, formatInstant(at).local);
      return phrase === undefined ? [] : [phrase];
    }),
  ];
}

function servedPhrase(served: ServedHost): string {
  const last = lastOf(served);
  return last === undefined
    ? t('served to Docker and others for {0}', served.host)
    : t(
        'served to Docker and others for {0}, last asked for {1} by {2}',
        served.host,
        formatInstant(last.last).local,
        nameOf(last.program),
      );
}
