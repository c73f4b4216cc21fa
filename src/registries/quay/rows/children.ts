import type { Item } from '../../contract/item.ts';
import type { Page } from '../../contract/page.ts';
import type { QuayContext } from '../context.ts';
import { placeOf } from '../paths.ts';
import { acts } from './acts.ts';
import { apiTokenGroups, apiTokens, applications, authorizations } from './api-tokens.ts';
import { appTokens } from './app-tokens.ts';
import { grants } from './grants.ts';
import { issuers } from './issuers.ts';
import { allAppTokens } from './of-everybody.ts';
import { permissions } from './permissions.ts';
import { repositoriesOf, repositoryNamespaces } from './repositories.ts';
import { robotChildren } from './robot-children.ts';
import { robots } from './robots.ts';

/** The rows below a row: one request as a rule, besides what is asked once of the server itself. */
export async function* children(
  context: QuayContext,
  item: Item,
  signal: AbortSignal,
): AsyncGenerator<Page<Item>, void, undefined> {
  const place = placeOf(item.path);
  switch (place.at) {
    case 'namespace':
      yield* robots(context, place.namespace, signal);
      break;
    case 'robot':
      yield robotChildren(place.robot, item);
      break;
    case 'repositories':
      yield await permissions(context, place.robot, signal);
      break;
    case 'repository':
      yield await grants(
        context,
        { namespace: place.robot.namespace, repository: place.repository, path: item.path },
        signal,
      );
      break;
    case 'all-repositories':
      yield await repositoryNamespaces(context, signal);
      break;
    case 'repositories-of':
      yield* repositoriesOf(context, place.namespace, signal);
      break;
    case 'access':
      yield await grants(context, { ...place, path: item.path }, signal);
      break;
    case 'issuers':
      yield await issuers(context, place.robot, signal);
      break;
    case 'acts':
      yield* acts(context, place.robot, signal);
      break;
    case 'app-tokens':
      yield await appTokens(context, signal);
      break;
    case 'all-app-tokens':
      yield await allAppTokens(context, signal);
      break;
    case 'api-tokens':
      yield await apiTokenGroups(context, signal);
      break;
    case 'authorizations':
      yield await authorizations(context, signal);
      break;
    case 'applications':
      yield await applications(context, place.organization, signal);
      break;
    case 'application':
      yield* apiTokens(context, place.application, signal);
      break;
    case 'token':
    case 'grant':
    case 'act':
    case 'issuer':
    case 'app-token':
    case 'api-token':
    case 'authorization':
    case 'none':
      break;
  }
}
