import type { Item } from '../item.ts';
import type { QuayContext } from './context.ts';
import { placeOf } from './paths.ts';
import { appTokens } from './rows/app-tokens.ts';
import { issuers } from './rows/issuers.ts';
import { permissions } from './rows/permissions.ts';
import { robotChildren } from './rows/robot-children.ts';
import { robots } from './rows/robots.ts';

/** The rows below a row: at most one request, besides what is asked once of the server itself. */
export async function children(
  context: QuayContext,
  item: Item,
  signal: AbortSignal,
): Promise<readonly Item[]> {
  const place = placeOf(item.path);
  switch (place.at) {
    case 'namespace':
      return robots(context, place.namespace, signal);
    case 'robot':
      return robotChildren(place.robot, item);
    case 'repositories':
      return permissions(context, place.robot, signal);
    case 'issuers':
      return issuers(context, place.robot, signal);
    case 'app-tokens':
      return appTokens(context, signal);
    case 'token':
    case 'repository':
    case 'issuer':
    case 'app-token':
      return [];
  }
}
