import type { Reply } from '../http/message.ts';
import { demand, may } from './authorize.ts';
import type { Call } from './context.ts';
import { since } from './context.ts';
import { empty, failure, forbidden, reply } from './errors.ts';
import { selection } from './filters/selection.ts';
import { FilterError } from './filters/index.ts';
import { slim } from './objects/read.ts';
import type { Fields } from './world.ts';

const headers = (total: number, count: number) => ({
  'X-DRP-LIST-TOTAL-COUNT': String(total),
  'X-DRP-LIST-COUNT': String(count),
});

/**
 * A list with its count headers. Who may not list gets an empty one, not a refusal; before 3.9 a
 * refusal (docs/registries/drp.md §2.1, §8).
 */
export function listObjects(call: Call, scope: string, views: () => readonly Fields[]): Reply {
  const { drp, request } = call;
  const answer = (status: number, value: unknown, counts: Reply['headers']): Reply =>
    request.method === 'HEAD' ? empty(status, counts) : reply(status, value, counts);
  if (!may(call, { scope, action: 'list', specific: '' })) {
    if (!since(drp, '3.9')) throw forbidden();
    return answer(200, [], headers(0, 0));
  }
  if (since(drp, '3.13') && request.query.get('decode') === 'true') {
    demand(call, scope, 'getSecure', '');
  }
  // The total is told before the filters are tried, until 3.9.
  let counts: Reply['headers'] = {};
  try {
    const select = selection(drp, request.query);
    const all = views();
    if (!since(drp, '3.9')) counts = { 'X-DRP-LIST-TOTAL-COUNT': String(all.length) };
    const { filtered, page } = select(all);
    return answer(
      200,
      page.map((view) => slim(call, view)),
      {
        ...headers(all.length, page.length),
        ...(since(drp, '4.0') ? { 'X-DRP-LIST-FILTER-COUNT': String(filtered) } : {}),
      },
    );
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    throw failure(406, request.method, [error.message], scope, '', counts);
  }
}
