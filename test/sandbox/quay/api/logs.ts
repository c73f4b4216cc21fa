import { json } from '../../http/reply.ts';
import type { Reply } from '../../http/message.ts';
import { rfc2822 } from '../dates.ts';
import type { ApiCall, ApiRoute, QueryParameter } from '../context.ts';
import { crashed, malformed } from '../errors.ts';
import type { LogEntry } from '../model.ts';
import { isRobotName, memberAvatar } from './avatar.ts';
import { requireAdmin, requireUser } from './guards.ts';
import { ORGANIZATION, ORGNAME, orgname } from './organizations.ts';
import { NEXT_PAGE, decodePage, encodePage } from './pages.ts';

const PAGE_SIZE = 20;
const DAY_MS = 24 * 60 * 60 * 1000;
const QUERY: readonly QueryParameter[] = [
  NEXT_PAGE,
  { name: 'performer', about: 'Username for which to filter logs.', type: 'string' },
  { name: 'endtime', about: 'Latest time for logs. Format: "%m/%d/%Y" in UTC.', type: 'string' },
  {
    name: 'starttime',
    about: 'Earliest time for logs. Format: "%m/%d/%Y" in UTC.',
    type: 'string',
  },
];

/**
 * Audit entries: the only way to learn when a robot's token was last rotated
 * (docs/registries/quay.md §2.2).
 */
export const logRoutes: readonly ApiRoute[] = [
  {
    resource: 'logs.OrgLogs',
    method: 'GET',
    path: `${ORGANIZATION}/logs`,
    pathParameters: [ORGNAME],
    operation: 'listOrgLogs',
    about: 'List the logs for the specified organization.',
    scope: 'org:admin',
    query: QUERY,
    handle: (call) => {
      requireAdmin(call, orgname(call), 'read');
      return logsOf(call, orgname(call));
    },
  },
  {
    resource: 'logs.UserLogs',
    method: 'GET',
    path: '/api/v1/user/logs',
    operation: 'listUserLogs',
    about: 'List the logs for the current user.',
    scope: 'user:admin',
    query: QUERY,
    handle: (call) => logsOf(call, requireUser(call, 'user:admin').username),
  },
];

/** A page of entries, newest first; `next_page` stands in every answer until an empty one. */
function logsOf(call: ApiCall, namespace: string): Reply {
  const { query } = call.request;
  const { start, end } = period(call);
  const performer = query.get('performer') ?? '';
  if (performer !== '' && !isKnown(call, performer)) {
    throw crashed();
  }
  const entries = call.quay.world.logs
    .filter((entry) => entry.namespace === namespace && entry.at >= start && entry.at < end)
    .filter((entry) => performer === '' || entry.performer === performer)
    .reverse();
  const from = decodePage(query.get('next_page'));
  const page = entries.slice(from, from + PAGE_SIZE);
  return json(200, {
    start_time: rfc2822(start),
    end_time: rfc2822(end),
    logs: page.map(logView),
    ...(page.length === 0 ? {} : { next_page: encodePage(from + page.length) }),
  });
}

function isKnown({ quay }: ApiCall, name: string): boolean {
  const { users, robots } = quay.world;
  return users.has(name) || robots.has(name);
}

/**
 * From a day ago to a day ahead; dates that cannot be read count as not given
 * (docs/registries/quay.md §8.1).
 */
function period(call: ApiCall): { readonly start: number; readonly end: number } {
  const now = call.quay.clock.now();
  const start = dateOf(call.request.query.get('starttime')) ?? now - DAY_MS;
  const end = (dateOf(call.request.query.get('endtime')) ?? now) + DAY_MS;
  if (end < start) {
    throw malformed();
  }
  return { start, end };
}

/** `MM/DD/YYYY` in UTC. */
function dateOf(text: string | null): number | undefined {
  const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text ?? '') ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 ? date.getTime() : undefined;
}

function logView(entry: LogEntry): object {
  return {
    kind: entry.kind,
    metadata: entry.metadata,
    ip: '127.0.0.1',
    datetime: rfc2822(entry.at),
    ...(entry.performer === undefined ? {} : { performer: performerView(entry.performer) }),
  };
}

function performerView(name: string): object {
  return { kind: 'user', name, is_robot: isRobotName(name), avatar: memberAvatar(name) };
}
