import { json, withHeaders } from '../../http/reply.ts';
import type { ApiRoute } from '../context.ts';
import { message } from '../errors.ts';
import { requiredObject } from './body.ts';

/** Signing in with a password, for browser sessions (docs/registries/quay.md §1.1). */
export const signinRoutes: readonly ApiRoute[] = [
  {
    method: 'POST',
    path: '/api/v1/signin',
    operation: 'signinUser',
    internal: true,
    when: (settings) => settings.directLogin,
    handle: (call) => {
      const { username, password } = requiredObject(call.request, {
        username: { required: true },
        password: { required: true },
      });
      const user = call.quay.world.users.get(username as string);
      const session = call.quay.sessions.find(call.request.headers.cookie);
      if (user === undefined || session === undefined || user.password !== password) {
        throw message(403, 'Invalid Username or Password');
      }
      call.quay.sessions.signIn(session, user.username);
      return withHeaders(json(200, { success: true }), {
        'X-Next-CSRF-Token': session.csrfToken,
      });
    },
  },
];
