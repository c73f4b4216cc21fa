import { Secret } from '../../../../src/core/secret.ts';
import type { TokenRecord } from '../../../../src/core/token.ts';
import { never, walk, type Bench } from '../../../unit/registries/jfrog/support.ts';
import type { Show } from '../scene.ts';
import { askKey, unsigned, type JfrogScene } from './stage.ts';

/** Has a text verified as the token of a row. */
async function verify(
  bench: Bench,
  show: Show,
  text: string,
  { signIn = bench.jfrog.tokens.admin, type = 'access' } = {},
): Promise<void> {
  const registry = bench.registry(signIn);
  const { token: record } = await walk(registry, 'My tokens', 'editor');
  const asked: TokenRecord | undefined = record && { ...record, type };
  if (asked !== undefined) await show(registry.verify(asked, { token: new Secret(text) }, never));
}

/** Asking the platform about a token, and for its key. */
export const verifying: readonly JfrogScene[] = [
  {
    when: '200 for a token, and the certificate for an admin',
    says: ['{0} accepts the token of {1}.'],
    play: (bench, show) => verify(bench, show, bench.jwt(bench.jfrog.tokens.admin)),
  },
  {
    when: '200 for a token, and 403 for the certificate',
    says: [
      'Not checked: the platform does not show its root certificate to your sign-in.',
      '{0} accepts the token of {1}.',
    ],
    play: (bench, show) => {
      const signIn = bench.jfrog.tokens.user;
      return verify(bench, show, bench.jwt(signIn), { signIn });
    },
  },
  {
    when: '401 for a token',
    says: ['{0} refused the token: it has expired.'],
    play: (bench, show) => verify(bench, show, bench.jwt(bench.jfrog.tokens.expired)),
  },
  {
    when: 'a pairing token, about which nobody is asked',
    says: ['A pairing token works once: asking about it would use it up.'],
    play: (bench, show) => verify(bench, show, unsigned({ iss: 'jfrt@1' }), { type: 'pairing' }),
  },
  {
    when: 'a token of another platform, about which nobody is asked',
    says: ['Another platform issued this token ({0}): only that one can tell its state.'],
    play: (bench, show) => verify(bench, show, unsigned({ iss: 'jfac@elsewhere/users/ada' })),
  },
  {
    when: '403 for the key of the platform',
    says: ['Your sign-in may not read the platform’s root certificate; an admin’s may.'],
    play: (bench, show) => askKey(show, bench.registry(bench.jfrog.tokens.user)),
  },
  {
    when: '404 for the key of the platform',
    says: ['The server does not show its root certificate. JFrog does since 7.12.'],
    play: (bench, show) => {
      const body = { errors: [{ code: 'NOT_FOUND', message: 'HTTP 404 Not Found' }] };
      bench.jfrog.faults.add({ kind: 'refusal', status: 404, body, path: '*/cert/root' });
      return askKey(show, bench.registry());
    },
  },
];
