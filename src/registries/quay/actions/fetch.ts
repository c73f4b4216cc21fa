import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { IssuedToken } from '../../../core/token.ts';
import type { Item } from '../../contract/item.ts';
import { originOf, type QuayContext } from '../context.ts';
import { placeOf } from '../paths.ts';
import { issuedAppToken, issuedRobotToken } from './issued.ts';

/** Reads the current secret of one robot or app token: Quay shows both as often as one asks. */
export async function fetchToken(
  context: QuayContext,
  item: Item,
  signal: AbortSignal,
): Promise<IssuedToken> {
  const place = placeOf(item.path);
  if (place.at !== 'robot' && place.at !== 'token' && place.at !== 'app-token') {
    throw new RegistryError('unsupported', t('“{0}” has no token to read.', item.label));
  }
  const origin = originOf(context, await context.facts.get(signal));
  return place.at === 'app-token'
    ? issuedAppToken(origin, await context.appTokens.get(place.uuid, signal))
    : issuedRobotToken(origin, place.robot, await context.robots.get(place.robot, signal));
}
