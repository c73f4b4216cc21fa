import type { Reply } from '../../http/message.ts';
import { json } from '../../http/reply.ts';
import type { Call } from '../context.ts';
import { accessError } from '../errors.ts';
import { issued } from './create.ts';

/** Whoever confirms a browser login in the sandbox. */
const CONFIRMED_BY = 'bob';

/** `POST …/jfrog_client_login/request` (docs/registries/jfrog.md §1.3). */
export function requestLogin({ jfrog, request }: Call): Reply {
  const body = JSON.parse(request.body.toString('utf8')) as { readonly session?: unknown };
  if (typeof body.session !== 'string') throw accessError(400, 'session is missing');
  jfrog.world.logins.set(body.session, { polls: jfrog.settings.loginPolls });
  return { status: 200, headers: {}, body: '' };
}

/** `GET …/jfrog_client_login/token/{session}`: 400 until somebody confirmed, then 200, once. */
export function pollLogin({ jfrog, params }: Call): Reply {
  const { world } = jfrog;
  const session = params['session'] ?? '';
  const login = world.logins.get(session);
  if (login === undefined) throw accessError(400, 'Unknown session');
  if (login.polls !== 0) {
    login.polls -= 1;
    throw accessError(400, 'The login was not confirmed yet');
  }
  world.logins.delete(session);
  const token = world.issue({
    username: CONFIRMED_BY,
    lifetime: 31_536_000,
    refreshable: true,
    description: 'Browser login',
  });
  return json(200, issued(jfrog, token));
}
