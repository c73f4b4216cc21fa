import type { Connection } from '../../../../src/registries/contract/connection.ts';
import type { SecretField, TextField } from '../../../../src/registries/contract/form.ts';
import { quayAdapter } from '../../../../src/registries/quay/adapter.ts';
import { never, type Bench } from '../../../unit/registries/quay/support.ts';
import { collect } from '../../../unit/registries/collect.ts';
import type { Show } from '../scene.ts';
import type { QuayScene } from './stage.ts';

const howToGetOne =
  'Make an API token in Quay: an organization → Applications → an application → Generate Token.';

const fields = () => quayAdapter.connectFields() as [TextField, SecretField];

const probe = (show: Show, connection: Connection) =>
  show(Promise.resolve(fields()[0].verify?.({}, connection, never)));

const connect = (bench: Bench, show: Show, token: Parameters<Bench['connection']>[0]) =>
  show(quayAdapter.connect(bench.connection(token), never));

const type = (show: Show, text: string) => show(fields()[1].check?.(text, {}));

const jwt = (issuer: string) =>
  [{ alg: 'RS256', typ: 'JWT' }, { iss: issuer }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat('c2ln')
    .join('.');

/** Adding an account: its address, its API token, and what both tell. */
export const signingIn: readonly QuayScene[] = [
  {
    when: 'GET /config tells registry_state readonly',
    says: ['{0} is read-only at the moment.'],
    play: (bench, show) => {
      bench.quay.settings.readOnly = true;
      return probe(show, bench.connection());
    },
  },
  {
    when: '503 at the address',
    says: ['{0} reports a server error ({1}).'],
    play: (bench, show) => {
      bench.quay.faults.add({ kind: 'status', status: 503, times: Infinity });
      return probe(show, bench.connection());
    },
  },
  {
    when: 'a web page at the address',
    says: ['{0} answers with a web page (status {1}), not as a Quay registry.'],
    play: (bench, show) => {
      const { account, ...rest } = bench.connection();
      const url = bench.sandbox.elsewhere.url;
      return probe(show, { ...rest, account: { ...account, url } });
    },
  },
  {
    when: 'JSON of something else at the address',
    says: ['{0} answers (status {1}), but not as a Quay registry.'],
    play: (bench, show) => {
      bench.quay.faults.add({ kind: 'wrong-shape', times: Infinity });
      return probe(show, bench.connection());
    },
  },
  {
    when: 'the mirror registry: no /config, and {"error":"not found"} for the API',
    says: [
      '{0} is a mirror registry of Quay: it serves images, but has no API for robots and tokens.',
    ],
    play: (bench, show) => {
      bench.quay.faults.add({ kind: 'status', status: 404, path: '/config' });
      const body = { error: 'not found' };
      bench.quay.faults.add({ kind: 'refusal', status: 404, path: '/api/v1/discovery', body });
      return probe(show, bench.connection());
    },
  },
  {
    when: 'a token without user:admin',
    says: [
      'The token lacks the scope {0}: own robots, app tokens, and where a robot may read or write stay closed.',
    ],
    play: (bench, show) => {
      const scopes = ['user:read', 'org:admin'] as const;
      const token = bench.quay.world.addApiToken({
        user: 'dana',
        clientId: bench.quay.tokens.full.clientId,
        scopes,
      });
      return connect(bench, show, token);
    },
  },
  {
    when: 'a token without org:admin',
    says: ['The token lacks the scope {0}: robots of organizations stay closed.'],
    play: (bench, show) => connect(bench, show, bench.quay.tokens.userAdmin),
  },
  {
    when: 'a token with user:read alone, of a member of organizations',
    says: [
      howToGetOne,
      'The token of {0} may change nothing here: it has neither {1} (own robots, app tokens) nor {2} (robots of organizations). {3}',
    ],
    play: (bench, show) => connect(bench, show, bench.quay.tokens.readOnly),
  },
  {
    when: 'a token with user:read alone, of a user without organizations',
    says: [
      howToGetOne,
      'The token of {0} lacks the scope {1}, which own robots and app tokens need. {2}',
    ],
    play: (bench, show) => {
      bench.quay.world.addUser('loner');
      const scopes = ['user:read'] as const;
      const token = bench.quay.world.addApiToken({ user: 'loner', clientId: 'x', scopes });
      return connect(bench, show, token);
    },
  },
  {
    when: '401 for the profile, 403 for own robots',
    says: [
      howToGetOne,
      'The token works, but is not allowed to say whose it is: it lacks the scopes {0} and {1}. {2}',
    ],
    play: (bench, show) => connect(bench, show, bench.quay.tokens.orgAdmin),
  },
  {
    when: '401 for the profile and for own robots',
    says: [
      howToGetOne,
      '{0} does not know this token: it is wrong, has expired or was revoked. {1}',
    ],
    play: (bench, show) => connect(bench, show, bench.quay.tokens.expired),
  },
  {
    when: 'a registry that is read-only, without new robots and without app tokens',
    says: [
      '{0} is read-only at the moment.',
      'The administrator of {0} has switched robots off.',
      'App tokens are switched off on {0}.',
    ],
    play: (bench, show) => {
      const off = { readOnly: true, robotsDisallow: true, appSpecificTokens: false };
      Object.assign(bench.quay.settings, off);
      return connect(bench, show, undefined);
    },
  },
  {
    when: 'no sign-in on this machine',
    says: ['There is no API token for {0} on this machine.'],
    play: (bench, show) => {
      const connection = { ...bench.connection(), signIn: () => Promise.resolve({}) };
      return show(collect(quayAdapter.open(connection).roots(never)));
    },
  },
  {
    when: 'no scope for the profile, when rows are read',
    says: ['The API token lacks the scope {0}.'],
    play: (bench, show) => {
      const fault = { kind: 'refusal', status: 403, path: '/api/v1/user/' } as const;
      bench.quay.faults.add(fault);
      return show(collect(bench.registry().roots(never)));
    },
  },
  {
    when: 'an API token that has ended',
    says: [
      '{0} refused the API token: it is wrong, has expired or was revoked. Sign in again with a new one.',
    ],
    play: (bench, show) => show(collect(bench.registry(bench.quay.tokens.expired).roots(never))),
  },
  {
    when: 'a robot’s token where the API token belongs',
    says: ['This is a robot’s token. Robots cannot call the API: an OAuth API token is needed.'],
    play: (_bench, show) => type(show, 'A1'.repeat(32)),
  },
  {
    when: 'an app token there, or a login with one',
    says: ['This is an app token. It logs in to the image registry, but cannot call the API.'],
    play: async (_bench, show) => {
      await type(show, 'A1'.repeat(60));
      await type(show, `$app:${'A1'.repeat(60)}`);
    },
  },
  {
    when: 'a token of the image registry there',
    says: ['This is a token for images that ends within an hour. It cannot call the API.'],
    play: (_bench, show) => type(show, jwt('quay')),
  },
  {
    when: 'an encrypted password there',
    says: ['This looks like an encrypted password. An OAuth API token of 40 characters is needed.'],
    play: (_bench, show) => type(show, `${'aB3+'.repeat(20)}aB==`),
  },
  {
    when: 'a JWT of another issuer there',
    says: ['This is a JWT. It works only if the registry trusts its issuer for sign-in.'],
    play: (_bench, show) => type(show, jwt('https://sso.example.test')),
  },
  {
    when: 'any other text there',
    says: ['API tokens have 40 letters and digits; this has {0} characters.'],
    play: (_bench, show) => type(show, 'hunter2'),
  },
  {
    when: 'the step of the API token',
    says: ['An OAuth API token with the scopes {0} and {1}. {2}', howToGetOne],
    play: (_bench, show) => show(fields()),
  },
  {
    when: 'a pasted token of each form',
    says: [
      'A robot’s token does not end by itself; it ends when a new one is made.',
      'Use it with the robot’s name as the user name, such as acme+ci.',
      'An app token acts as its user at the image registry, and nowhere else.',
      'Use it with the user name $app.',
      'It grants access to the API, within the scopes that it was made with.',
      'Only the server knows its user and its scopes.',
    ],
    play: async (_bench, show) => {
      const { tokenLanguage } = await import('../../../../src/registries/quay/token-language.ts');
      for (const id of ['quay-robot', 'quay-app', 'quay-api']) {
        await show(tokenLanguage.opaque?.(id));
      }
    },
  },
];
