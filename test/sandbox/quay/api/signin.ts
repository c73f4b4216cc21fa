import { json, withHeaders } from '../../http/reply.ts';
import type { ApiRoute } from '../context.ts';
import { Refusal, tooManyLogins } from '../errors.ts';
import type { Schema } from '../schema/validate.ts';
import { requiredObject } from './body.ts';

const SIGNIN: Schema = {
  type: 'object',
  description: 'Information required to sign in a user.',
  required: ['username', 'password'],
  properties: {
    username: { type: 'string', description: "The user's username" },
    password: { type: 'string', description: "The user's password" },
    invite_code: { type: 'string', description: 'The optional invite code' },
  },
};

/** Signing in with a password, for browser sessions (docs/registries/quay.md §1.1). */
export const signinRoutes: readonly ApiRoute[] = [
  {
    resource: 'user.Signin',
    method: 'POST',
    path: '/api/v1/signin',
    operation: 'signinUser',
    about: 'Sign in the user with the specified credentials.',
    body: ['SigninUser', SIGNIN],
    internal: true,
    when: (settings) => settings.directLogin,
    handle: (call) => {
      const { username, password } = requiredObject(call.request, SIGNIN);
      const user = call.quay.world.users.get(username as string);
      const session = call.quay.sessions.find(call.request.headers.cookie);
      const verdict =
        user === undefined ? 'wrong' : call.quay.passwords.check(user, password as string);
      if (verdict === 'throttled') {
        throw tooManyLogins();
      }
      if (user === undefined || session === undefined || verdict === 'wrong') {
        throw wrongPassword();
      }
      call.quay.sessions.signIn(session, user.username);
      return withHeaders(json(200, { success: true }), {
        'X-Next-CSRF-Token': session.csrfToken,
      });
    },
  },
];

function wrongPassword(): Refusal {
  const text = 'Invalid Username or Password';
  return new Refusal(text, () =>
    json(403, { needsEmailVerification: false, invalidCredentials: true, message: text }),
  );
}
