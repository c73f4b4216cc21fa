import { json } from '../../http/reply.ts';
import type { ApiRoute } from '../context.ts';
import { invalidRequest } from '../errors.ts';
import { EXPIRING, appTokenView, listAppTokens } from './appTokens.ts';
import { avatar } from './avatar.ts';
import {
  isSuperUser,
  looksEverywhere,
  refused,
  requireFreshLogin,
  rulesEverywhere,
} from './guards.ts';
import { NEXT_PAGE, pageOf } from './pages.ts';
import { integerParameter } from './query.ts';

const MOST = 100;
const LIMIT = 'Limit to the number of results to return per page. Max 100.';

/** What super users see of everybody (docs/registries/quay.md §2.4, §2.6). */
export const superUserRoutes: readonly ApiRoute[] = [
  {
    resource: 'superuser.SuperUserOrganizationList',
    method: 'GET',
    path: '/api/v1/superuser/organizations/',
    operation: 'listAllOrganizations',
    about: 'Returns a list of all organizations in the system.',
    scope: 'super:user',
    internal: true,
    query: [NEXT_PAGE, { name: 'limit', about: LIMIT, type: 'integer' }],
    handle: (call) => {
      requireFreshLogin(call);
      const limit = integerParameter(call.request.query, 'limit', LIMIT);
      if (!isSuperUser(call) && !looksEverywhere(call)) {
        throw refused(call);
      }
      if (limit !== undefined && limit > MOST) {
        throw invalidRequest('Page limit cannot be above 100');
      }
      const all = [...call.quay.world.organizations.values()];
      const { items, next } =
        limit === undefined ? { items: all, next: {} } : pageOf(call, all, limit);
      return json(200, {
        organizations: items.map(({ name, email }) => ({
          name,
          email,
          avatar: avatar(name, 'org'),
        })),
        ...next,
      });
    },
  },
  {
    resource: 'superuser.SuperUserAppTokens',
    method: 'GET',
    path: '/api/v1/superuser/apptokens',
    operation: 'listAllAppTokens',
    about: 'Returns a list of all app specific tokens in the system.',
    scope: 'super:user',
    since: '3.16',
    when: (settings) => settings.appSpecificTokens,
    query: [EXPIRING],
    handle: (call) => {
      requireFreshLogin(call);
      if (!rulesEverywhere(call, 'read')) {
        throw refused(call);
      }
      return listAppTokens(call, () => true, appTokenView);
    },
  },
];
