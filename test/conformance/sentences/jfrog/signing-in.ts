import { Secret } from '../../../../src/core/secret.ts';
import type { HttpReply, HttpRequest } from '../../../../src/net/http/http.ts';
import { jfrogAdapter } from '../../../../src/registries/jfrog/adapter.ts';
import { startBrowserLogin } from '../../../../src/registries/jfrog/connect/browser-login.ts';
import { startOwnToken } from '../../../../src/registries/jfrog/connect/own-token.ts';
import { startPasswordLogin } from '../../../../src/registries/jfrog/connect/password-login.ts';
import { never, type Bench } from '../../../unit/registries/jfrog/support.ts';
import type { Show } from '../scene.ts';
import { hour, unsigned, type JfrogScene } from './stage.ts';

const onThePage = 'Sign in on the page that opens in the browser, and enter this code there.';
const perhapsIssued =
  'The answer from {0} was lost: a token “{1}” may have been issued or not. Nobody has it: once you are signed in, revoke it if the list shows it.';

/** Begins a login in the browser, and waits until it is confirmed. */
async function logIn(bench: Bench, show: Show, connection = bench.connection()): Promise<void> {
  const started = await show(startBrowserLogin(connection, never, bench.timer));
  if (started !== undefined) await show(started.finished(never));
}

const exchange = (bench: Bench, show: Show, password = passwordOf(bench)) =>
  show(
    startPasswordLogin(bench.connection(), {
      user: 'bob',
      password: new Secret(password),
    }).finished(never),
  );
const passwordOf = (bench: Bench): string => bench.jfrog.world.users.get('bob')?.password ?? '';

const connect = (bench: Bench, show: Show, signIn: Parameters<Bench['connection']>[0]) =>
  show(jfrogAdapter.connect(bench.connection(signIn), never));

/** Has the platform refuse the sign-in with words of its own. */
const refuse = (bench: Bench, show: Show, words: string) => {
  const body = { errors: [{ code: 'UNAUTHORIZED', message: words }] };
  bench.jfrog.faults.add({ kind: 'refusal', status: 401, body });
  return connect(bench, show, bench.jfrog.tokens.admin);
};

/** Signing in: by browser, password and token, and how that is refused. */
export const signingIn: readonly JfrogScene[] = [
  {
    when: 'a login in the browser that somebody confirms',
    says: [onThePage],
    play: (bench, show) => logIn(bench, show),
  },
  {
    when: 'a login in the browser that nobody confirms',
    says: [onThePage, 'The login was not confirmed within {0} minutes.'],
    play: (bench, show) => {
      bench.jfrog.settings.loginPolls = -1;
      const { http, ...rest } = bench.connection();
      let answer: Promise<HttpReply> | undefined;
      // A hundred polls are answered by the first one's answer.
      const send = (request: HttpRequest) =>
        request.method === 'POST' ? http.send(request) : (answer ??= http.send(request));
      return logIn(bench, show, { ...rest, http: { ...http, send } });
    },
  },
  {
    when: '404 for a login in the browser, before 7.64',
    says: ['{0} has no login in the browser: it needs JFrog 7.64 or newer.'],
    play: (bench, show) => {
      bench.jfrog.settings.version = '7.63.0';
      return logIn(bench, show);
    },
  },
  {
    when: 'a login in the browser whose answer is lost',
    says: [
      onThePage,
      'The answer from {0} was lost, and it shows the token of a login once: begin the login again.',
    ],
    play: (bench, show) => {
      bench.jfrog.settings.loginPolls = 0;
      bench.jfrog.faults.add({ kind: 'cut-after', path: '*/token/*' });
      return logIn(bench, show);
    },
  },
  {
    when: '401 for user and password',
    says: ['{0} refused it: user name or password is wrong, or not JFrog’s own (SAML).'],
    play: (bench, show) => exchange(bench, show, 'of-nobody'),
  },
  {
    when: '401 “Unsupported authentication method” for a good password',
    says: [
      '{0} accepts no user name and password here: its administrator has not switched on “Enable Token Generation via API”, or your password is managed elsewhere (SAML, LDAP, MFA).',
    ],
    play: (bench, show) => {
      bench.jfrog.settings.tokenGenerationByApi = false;
      return exchange(bench, show);
    },
  },
  {
    when: 'the answer is lost when a password is exchanged for a token',
    says: [perhapsIssued],
    play: (bench, show) => {
      bench.jfrog.faults.add({ kind: 'cut-after', method: 'POST' });
      return exchange(bench, show);
    },
  },
  {
    when: 'the answer is lost when a token is issued with that of the CLI',
    says: [perhapsIssued],
    play: (bench, show) => {
      bench.jfrog.faults.add({ kind: 'cut', method: 'POST' });
      const token = new Secret(bench.jwt(bench.jfrog.tokens.user));
      return show(startOwnToken(bench.connection(), { token }).finished(never));
    },
  },
  {
    when: 'no sign-in on this machine',
    says: ['There is no sign-in for {0} on this machine.'],
    play: (bench, show) => connect(bench, show, {}),
  },
  {
    when: '401 “expired”',
    says: ['{0} refused the token: it has expired.'],
    play: (bench, show) => connect(bench, show, bench.jfrog.tokens.expired),
  },
  {
    when: '401 “revoked”',
    says: ['{0} refused the token: it was revoked.'],
    play: (bench, show) => refuse(bench, show, 'Invalid token, revoked'),
  },
  {
    when: '401 “signature”',
    says: [
      '{0} refused the token: its signature is not of this platform. It was changed, or issued elsewhere.',
    ],
    play: (bench, show) =>
      connect(bench, show, unsigned({ aud: '*@*', exp: bench.jfrog.world.seconds + hour })),
  },
  {
    when: '401 “audience” of Access',
    says: [
      '{0} refused the token: its audience does not include the platform’s Access service (“jfac@*” or “*@*”), so it cannot manage tokens.',
    ],
    play: (bench, show) => refuse(bench, show, 'Invalid token, audience'),
  },
  {
    when: '401 “audience” of Artifactory',
    says: ['{0} refused the token: its audience does not include Artifactory (“jfrt@*”).'],
    play: (bench, show) => refuse(bench, show, 'Token failed verification: audience'),
  },
  {
    when: '401 “Wrong username was used”',
    says: ['{0} refused the user name: it is not the one the token belongs to.'],
    play: (bench, show) => refuse(bench, show, 'Wrong username was used'),
  },
  {
    when: '401 without a reason',
    says: ['{0} refused the sign-in: it is wrong, has expired or was revoked.'],
    play: (bench, show) => connect(bench, show, 'not-known-here'),
  },
  {
    when: '403 for the list that stands in for /me',
    says: ['Your sign-in may not list tokens.'],
    play: (bench, show) => {
      const path = '/access/api/v1/tokens';
      bench.jfrog.settings.version = '7.40.0';
      bench.jfrog.faults.add({ kind: 'refusal', status: 403, path });
      return connect(bench, show, bench.jfrog.tokens.user);
    },
  },
  {
    when: '403 without words of its own for a login in the browser',
    says: ['{0} does not allow this to your sign-in.'],
    play: (bench, show) => {
      const body = { errors: [{ code: 'FORBIDDEN', message: 'HTTP 403 Forbidden' }] };
      bench.jfrog.faults.add({ kind: 'refusal', status: 403, body });
      return logIn(bench, show);
    },
  },
  {
    when: 'JSON of something else',
    says: [
      '{0} answered something that JFrog does not promise: “{1}” is missing or not of its type.',
    ],
    play: (bench, show) => {
      bench.jfrog.faults.add({ kind: 'wrong-shape' });
      return connect(bench, show, bench.jfrog.tokens.admin);
    },
  },
];
