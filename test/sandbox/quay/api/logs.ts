import { json } from '../../http/reply.ts';
import type { Reply } from '../../http/message.ts';
import { rfc2822 } from '../dates.ts';
import type { ApiCall, ApiRoute } from '../context.ts';
import { avatar } from './avatar.ts';
import { requireAdmin, requireUser } from './guards.ts';

/**
 * Audit entries: the only way to learn when a robot's token was last rotated
 * (docs/registries/quay.md §2.2).
 */
export const logRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    path: '/api/v1/organization/{orgname}/logs',
    operation: 'listOrgLogs',
    scope: 'org:admin',
    handle: (call) => {
      const { orgname = '' } = call.params;
      requireAdmin(call, orgname);
      return logsOf(call, orgname);
    },
  },
  {
    method: 'GET',
    path: '/api/v1/user/logs',
    operation: 'listUserLogs',
    scope: 'user:admin',
    handle: (call) => logsOf(call, requireUser(call, 'user:admin').username),
  },
];

function logsOf(call: ApiCall, namespace: string): Reply {
  const now = call.quay.clock.now();
  const performer = call.request.query.get('performer');
  const entries = call.quay.world.logs
    .filter((entry) => entry.namespace === namespace)
    .filter((entry) => performer === null || entry.performer === performer)
    .reverse();
  return json(200, {
    start_time: rfc2822(now - 24 * 60 * 60 * 1000),
    end_time: rfc2822(now),
    logs: entries.map((entry) => ({
      kind: entry.kind,
      metadata: entry.metadata,
      ip: '127.0.0.1',
      datetime: rfc2822(entry.at),
      performer: {
        kind: 'user',
        name: entry.performer,
        is_robot: false,
        avatar: avatar(entry.performer, 'user'),
      },
    })),
  });
}
