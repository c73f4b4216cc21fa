import { Secret } from '../../../../src/core/secret.ts';
import { FEDERATED_SUBJECT } from '../../../sandbox/sandbox.ts';
import { never, now, run, walk, type Bench } from '../../../unit/registries/quay/support.ts';
import { collect } from '../../../unit/registries/collect.ts';
import type { Show } from '../scene.ts';
import { act, actLost, ask, judge, type QuayScene } from './stage.ts';

const ci = ['acme-platform', 'ci'] as const;
const sub = FEDERATED_SUBJECT;
const added = { issuer: 'https://idp.example.test', subject: 'me' };
const trustsNone = '{0} trusts no issuer yet: add one first.';

/** The row of an issuer that a new robot trusts. */
async function trusted(bench: Bench, shortname: string): Promise<readonly string[]> {
  bench.quay.world.addRobot({ namespace: 'dana', shortname, federation: [added] });
  return Promise.resolve(['dana', shortname, 'Trusted issuers', added.issuer]);
}

/** Exchanges a token for one of a robot, without the form that would have refused it. */
async function exchange(bench: Bench, show: Show, robot: string, token: string) {
  const registry = bench.registry();
  const row = await walk(registry, 'acme-platform', robot);
  const values = { identity: new Secret(token) };
  await show(registry.actions['exchange']?.run(row, values, never));
}

const segment = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Trusted issuers, and the exchange of their tokens. */
export const issuers: readonly QuayScene[] = [
  {
    when: '200 for one more issuer',
    says: ['{0} trusts {1} as {2} now.'],
    play: (bench, show) => act(bench, show, 'addIssuer', ['dana', 'laptop'], added),
  },
  {
    when: 'an issuer was added, and the answer lost',
    says: [
      'The answer from {0} was lost: the issuer may have been added to {1} or not.',
      '{0} trusts {1} as {2} now.',
    ],
    play: (bench, show) =>
      actLost(bench, show, 'addIssuer', ['dana', 'laptop'], {
        values: { ...added, subject: 'lost' },
        fault: { kind: 'cut-after', method: 'POST' },
      }),
  },
  {
    when: 'no issuer was added, and the answer lost',
    says: [
      'The answer from {0} was lost: the issuer may have been added to {1} or not.',
      'The issuer was not added to {0}.',
    ],
    play: (bench, show) =>
      actLost(bench, show, 'addIssuer', ['dana', 'laptop'], {
        values: { ...added, subject: 'never' },
        fault: { kind: 'cut', method: 'POST' },
      }),
  },
  {
    when: 'an issuer that was added meanwhile',
    says: ['{0} trusts this subject of this issuer already.'],
    play: (bench, show) =>
      act(bench, show, 'addIssuer', ci, { issuer: bench.sandbox.oidc.issuer, subject: sub }),
  },
  {
    when: 'issuers and subjects typed into the form',
    says: [
      'An issuer is an address that begins with https://.',
      'An issuer has no user name and password in its address.',
      'Leave out /.well-known and what follows: the registry adds it.',
      'An issuer has no query and no fragment in its address.',
      'Quay stores an http:// issuer, but refuses to exchange its tokens.',
      'Quay knows no wildcards: the subject must be exactly this, star and all.',
    ],
    play: async (bench, show) => {
      await judge(
        bench,
        show,
        ['addIssuer', ci, 0],
        [
          added.issuer,
          'idp',
          'https://me:pw@idp.example.test',
          'https://idp.example.test/.well-known/openid-configuration',
          'https://idp.example.test/?a=b',
          'http://idp.example.test',
        ],
      );
      await judge(bench, show, ['addIssuer', ci, 1], ['somebody', 'repo:acme/*']);
    },
  },
  {
    when: 'before an issuer is removed',
    says: [
      'Remove the subject {0} of {1} from those that {2} trusts?',
      '{0} can no longer exchange its tokens for the robot’s. What it has exchanged it can renew until the robot is deleted; a new robot token does not end that.',
    ],
    play: async (bench, show) => {
      const registry = bench.registry();
      const row = await walk(registry, ...(await trusted(bench, 'asked')));
      await ask(registry, show, 'removeIssuer', row);
    },
  },
  {
    when: '200 for one issuer less, and none for one that is gone',
    says: ['{0} no longer trusts {1} of {2}.', '{0} no longer trusted {1} of {2}.'],
    play: async (bench, show) => {
      const registry = bench.registry();
      const row = await walk(registry, ...(await trusted(bench, 'removed')));
      await show(run(registry, 'removeIssuer', row));
      await show(run(registry, 'removeIssuer', row));
    },
  },
  {
    when: 'an issuer was removed, and the answer lost',
    says: [
      'The answer from {0} was lost: the issuer may have been removed from {1} or not.',
      '{0} no longer trusts {1} of {2}.',
    ],
    play: async (bench, show) => {
      const fault = { kind: 'cut-after', method: 'DELETE' } as const;
      await actLost(bench, show, 'removeIssuer', await trusted(bench, 'lost-1'), { fault });
    },
  },
  {
    when: 'no issuer was removed, and the answer lost',
    says: [
      'The answer from {0} was lost: the issuer may have been removed from {1} or not.',
      '{0} still trusts {1} of {2}.',
    ],
    play: async (bench, show) => {
      const fault = { kind: 'cut', method: 'DELETE' } as const;
      await actLost(bench, show, 'removeIssuer', await trusted(bench, 'lost-2'), { fault });
    },
  },
  {
    when: 'Quay 3.12, which knows no issuers',
    says: ['This registry has no issuers for robots. Quay 3.13 brought them.'],
    play: async (bench, show) => {
      const registry = bench.registry();
      const row = await walk(registry, ...ci, 'Trusted issuers');
      bench.quay.settings.version = '3.12.0';
      await show(collect(registry.children(row, never)));
      await show(await walk(bench.registry(), ...ci));
    },
  },
  {
    when: 'Quay 3.17.1, which knows none for the robots of users',
    says: ['This registry has no issuers for the robots of a user. Quay 3.17.2 brought them.'],
    play: async (bench, show) => {
      bench.quay.settings.version = '3.17.1';
      await show(await walk(bench.registry(), 'dana', 'laptop'));
    },
  },
  {
    when: '200 of an exchange',
    says: ['{0} got a token for one hour.'],
    play: async (bench, show) =>
      exchange(bench, show, 'ci', await bench.sandbox.oidc.mint({ sub })),
  },
  {
    when: 'the form of an exchange, and tokens typed into it',
    says: [
      'The token of an issuer that the robot trusts. It is sent once and not kept.',
      'This is not an OIDC token: those are JWTs of three parts with dots between them.',
      'The token does not name its issuer and subject (“iss” and “sub”).',
      'The robot does not trust the token’s issuer, {0}.',
      'The robot trusts the issuer, but not the token’s subject, {0}.',
      'Quay accepts no token without an end (“exp”).',
      'The token has expired: get a fresh one.',
      'Quay accepts only tokens signed with RS256 or RS384 by a named key (“kid”).',
      'Issuer and subject match. Mind that Quay does not check the audience.',
    ],
    play: async (bench, show) => {
      const { oidc } = bench.sandbox;
      const registry = bench.registry();
      const row = await walk(registry, ...ci);
      await show(registry.actions['exchange']?.form?.(row, never));
      const iss = oidc.issuer;
      await judge(
        bench,
        show,
        ['exchange', ci, 0],
        [
          'opaque',
          await oidc.mint({}),
          await oidc.mint({ sub, iss: 'https://other.example.test' }),
          await oidc.mint({ sub: 'somebody' }),
          `${segment({ alg: 'RS256', kid: 'k' })}.${segment({ iss, sub })}.c2ln`,
          await oidc.mint({ sub, exp: now / 1000 - 1 }),
          `${segment({ alg: 'ES256', kid: 'k' })}.${segment({ iss, sub, iat: now / 1000, exp: now / 1000 + 600 })}.c2ln`,
          await oidc.mint({ sub }),
        ],
      );
    },
  },
  {
    when: 'tokens that nearly match what a robot trusts',
    says: [
      'Only the slash at its end differs.',
      'It trusts {0}: upper and lower case matter.',
      'It trusts {0}, which has different GitHub ids, or none.',
      'It trusts {0}.',
      'Its audience (“aud”) is not one that the robot asks for: {0}.',
      'Issuer, subject and audience match.',
      'The robot does not trust the token’s issuer, {0}.',
      'The robot trusts the issuer, but not the token’s subject, {0}.',
      'Quay accepts no token without its time (“iat”).',
      'It was issued in the future (“iat”) by the clock of this machine.',
    ],
    play: async (bench, show) => {
      const { oidc } = bench.sandbox;
      const { issuer } = added;
      const subject = 'repo:acme/api:pull_request';
      const narrow = { issuer: oidc.issuer, subject: 'build', audiences: ['quay'] };
      bench.quay.world.addRobot({
        namespace: 'dana',
        shortname: 'alike',
        federation: [{ issuer, subject }, narrow],
      });
      const claims = { iss: issuer, sub: subject };
      const seconds = now / 1000;
      const timeless = { ...claims, exp: seconds + 600 };
      await judge(
        bench,
        show,
        ['exchange', ['dana', 'alike'], 0],
        [
          await oidc.mint({ ...claims, iss: `${issuer}/` }),
          await oidc.mint({ ...claims, sub: 'repo:Acme/api:pull_request' }),
          await oidc.mint({ ...claims, sub: 'repo:acme@1/api@2:pull_request' }),
          await oidc.mint({ ...claims, sub: 'repo:acme/api:environment:x' }),
          await oidc.mint({ iss: oidc.issuer, sub: 'build', aud: 'x' }),
          await oidc.mint({ iss: oidc.issuer, sub: 'build', aud: 'quay' }),
          `${segment({ alg: 'RS256', kid: 'k' })}.${segment(timeless)}.c2ln`,
          await oidc.mint({ ...claims, iat: seconds + 900 }),
        ],
      );
    },
  },
  {
    when: 'a token of an http:// issuer typed into it',
    says: ['Quay usually refuses an issuer whose address is http:// and not https://.'],
    play: async (bench, show) => {
      const plain = { issuer: 'http://idp.example.test', subject: sub };
      bench.quay.world.addRobot({ namespace: 'dana', shortname: 'plain', federation: [plain] });
      const claims = { iss: plain.issuer, sub, iat: now / 1000, exp: now / 1000 + 600 };
      const token = `${segment({ alg: 'RS256', kid: 'k' })}.${segment(claims)}.c2ln`;
      await judge(bench, show, ['exchange', ['dana', 'plain'], 0], [token]);
    },
  },
  {
    when: 'a robot that trusts nobody, when its form is made and at the exchange',
    says: [trustsNone],
    play: async (bench, show) => {
      await act(bench, show, 'exchange', ['acme-platform', 'spare']);
      await exchange(bench, show, 'spare', await bench.sandbox.oidc.mint({ sub }));
    },
  },
  {
    when: '400 for another issuer',
    says: ['{0} does not trust the token’s issuer.'],
    play: async (bench, show) => {
      const claims = { sub, iss: 'https://other.example.test' };
      await exchange(bench, show, 'ci', await bench.sandbox.oidc.mint(claims));
    },
  },
  {
    when: '400 for another subject',
    says: ['{0} does not trust the token’s subject.'],
    play: async (bench, show) =>
      exchange(bench, show, 'ci', await bench.sandbox.oidc.mint({ sub: 'somebody' })),
  },
  {
    when: '400 for a robot that is gone',
    says: ['There is no robot {0}; it may have been deleted.'],
    play: async (bench, show) => {
      const robot = bench.quay.world.addRobot({ namespace: 'dana', shortname: 'vanished' });
      const registry = bench.registry();
      const row = await walk(registry, 'dana', 'vanished');
      bench.quay.world.removeRobot(robot);
      const identity = new Secret(await bench.sandbox.oidc.mint({ sub }));
      await show(registry.actions['exchange']?.run(row, { identity }, never));
    },
  },
  {
    when: '400 with other words: the token has expired',
    says: ['{0} refused the token: {1}'],
    play: async (bench, show) =>
      exchange(bench, show, 'ci', await bench.sandbox.oidc.mint({ sub, exp: now / 1000 - 60 })),
  },
  {
    when: '400 without words',
    says: ['{0} refused the token.'],
    play: async (bench, show) => {
      bench.quay.faults.add({ kind: 'refusal', path: '/oauth2/federation/*', body: {} });
      await exchange(bench, show, 'ci', 'opaque');
    },
  },
  {
    when: '500 for what is no JWT',
    says: [
      '{0} could not check the token: its issuer has no such key, answers with something else than its keys or is an http:// address, or the token is damaged.',
    ],
    play: (bench, show) => exchange(bench, show, 'ci', 'opaque'),
  },
  ...[502, 504].map((status): QuayScene => ({
    when: `${status} of an exchange: the registry cannot reach the issuer`,
    says: ['{0} cannot reach the token’s issuer.'],
    play: async (bench, show) => {
      const fault = {
        kind: 'status',
        status,
        path: '/oauth2/federation/*',
        times: Infinity,
      } as const;
      bench.quay.faults.add(fault);
      await exchange(bench, show, 'ci', await bench.sandbox.oidc.mint({ sub }));
    },
  })),
];
