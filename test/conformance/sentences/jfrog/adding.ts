import { Secret } from '../../../../src/core/secret.ts';
import { jfrogAdapter } from '../../../../src/registries/jfrog/adapter.ts';
import { probe } from '../../../../src/registries/jfrog/connect/probe.ts';
import type { Connection } from '../../../../src/registries/contract/connection.ts';
import { never, now, type Bench } from '../../../unit/registries/jfrog/support.ts';
import type { Show } from '../scene.ts';
import { judge, offer, unsigned, type JfrogScene } from './stage.ts';

const askProbe = (show: Show, connection: Connection) => show(probe(connection, never));
const fields = () => jfrogAdapter.connectFields();
const typed = (show: Show, text: string) => judge(show, fields(), 'token', [text]);
const connect = (bench: Bench, show: Show, signIn: Parameters<Bench['connection']>[0]) =>
  show(jfrogAdapter.connect(bench.connection(signIn), never));

/** Adding an account: its address, the steps, and a token for it. */
export const adding: readonly JfrogScene[] = [
  {
    when: '200 OK of Artifactory’s ping alone at the address',
    says: [
      '{0} lets Artifactory through, but not its Access service. From JFrog 7.21.1 on tokens cannot be managed over this address: usually it is the platform’s port 8082 that has both.',
    ],
    play: (bench, show) => {
      const path = '/access/api/v1/system/ping';
      bench.jfrog.faults.add({ kind: 'login-page', path });
      return askProbe(show, bench.connection());
    },
  },
  {
    when: 'a page of another product at the address',
    says: [
      '{0} answered with something else (status {1}) where JFrog’s API should be. Check the address: it is the platform’s, and may need a path before “/artifactory”.',
    ],
    play: (bench, show) => {
      const { account, ...rest } = bench.connection();
      const { url } = bench.sandbox.elsewhere;
      return askProbe(show, { ...rest, account: { ...account, url } });
    },
  },
  {
    when: 'the ways to sign in',
    says: [
      'How do you want to sign in?',
      'With a code to compare. JFrog 7.64 or newer.',
      'An access token, or an identity (reference) token of your profile page.',
      'Exchanged for a token and not kept; before JFrog 7.21.1 kept, if you agree.',
    ],
    play: (_bench, show) => offer(show, fields(), {}),
  },
  {
    when: 'the step for a token',
    says: [
      'An access token or an identity token: in JFrog, your name → Edit Profile → Generate an Identity Token.',
    ],
    play: (_bench, show) => offer(show, fields().slice(2), { method: 'token' }),
  },
  {
    when: 'the steps for a password',
    says: ['It is sent to get a token. You are asked before it is kept.'],
    play: (_bench, show) => offer(show, fields().slice(2), { method: 'password' }),
  },
  {
    when: 'a password that a server before 7.21.1 cannot exchange',
    says: [
      'This server is too old to exchange the password for a token.',
      'In the secret storage of the editor; JFrog {0} is sent it with every request.',
    ],
    play: (_bench, show) => offer(show, fields().slice(2), { older: '7.20.0' }),
  },
  {
    when: 'a password of the CLI that Artifactory takes and Access refuses',
    says: [
      'Artifactory accepts the password as the JFrog CLI has stored it, but issues no token for it: the CLI usually stores it encrypted. Enter the password itself.',
    ],
    play: (_bench, show) => offer(show, fields().slice(2), { encrypted: 'yes' }),
  },
  {
    when: 'a token of the CLI that it will renew',
    says: [
      'The JFrog CLI will renew this token for itself, and it ends then.',
      'With the CLI’s, which is not kept. It may do what you may, for a year.',
      'Until the CLI renews it; you are asked for a new sign-in then.',
    ],
    play: (_bench, show) => offer(show, fields().slice(2), { replaced: 'cli' }),
  },
  {
    when: 'an API key where a token belongs',
    says: ['This is an API key. It cannot manage tokens: an access or identity token is needed.'],
    play: (_bench, show) => typed(show, `AKCp8${'a'.repeat(68)}`),
  },
  {
    when: 'a refresh token where a token belongs',
    says: ['This is a refresh token. It grants no access; the token beside it does.'],
    play: (_bench, show) => typed(show, '0f6d1c3e-0000-4000-8000-0123456789ab'),
  },
  {
    when: 'a pairing token where a token belongs',
    says: ['This is a pairing token. It works once, for another platform.'],
    play: (_bench, show) => typed(show, unsigned({ scp: 'internal:service-trust/pairing/x:y' })),
  },
  {
    when: 'something else where a token belongs',
    says: ['This is neither a JWT nor a reference token (which begins with cmVmdGtu).'],
    play: (_bench, show) => typed(show, 'something'),
  },
  {
    when: 'a token that has ended by its own words',
    says: ['This token has expired.'],
    play: (_bench, show) => typed(show, unsigned({ aud: '*@*', exp: 1 })),
  },
  {
    when: 'a token for Artifactory alone',
    says: [
      'Only JFrog before 7.21.1 accepts this token: its audience is {0}, and newer platforms need “jfac@*” or “*@*”.',
    ],
    play: (_bench, show) => typed(show, unsigned({ aud: 'jfrt@*' })),
  },
  {
    when: 'a token that ends within a week, alone',
    says: ['The token you sign in with ends on {0}.'],
    play: (bench, show) =>
      connect(bench, show, bench.jfrog.world.issue({ username: 'bob', lifetime: 86_400 })),
  },
  {
    when: '7.30: what it lacks of what there is by now',
    says: ['JFrog {0} is an older version: it has no {1}.'],
    play: (bench, show) => {
      bench.jfrog.settings.version = '7.30.0';
      return connect(bench, show, bench.jfrog.tokens.admin);
    },
  },
  {
    when: '7.53.0: what it lacks is nothing that anybody asks for',
    says: ['JFrog {0} is an older version; it works with what it has.'],
    play: (bench, show) => {
      bench.jfrog.settings.version = '7.53.0';
      return connect(bench, show, bench.jfrog.tokens.admin);
    },
  },
  {
    when: 'Artifactory’s own token on a platform that has scoped ones',
    says: [
      'This token works for Artifactory alone: to manage tokens, {0} needs one with the audience “jfac@*” or “*@*”.',
    ],
    play: (bench, show) =>
      connect(
        bench,
        show,
        bench.jfrog.world.issue({ username: 'ada', legacy: true, issuedAt: now / 1000 }),
      ),
  },
  {
    when: 'a kept password on a platform that has scoped tokens by now',
    says: ['The server is now {0}, which accepts no password here. Sign in with a token.'],
    play: (bench, show) => {
      const { account, ...rest } = bench.connection();
      const { password } = bench.jfrog.world.users.get('ada') ?? {};
      return show(
        jfrogAdapter.connect(
          {
            ...rest,
            account,
            signIn: () => Promise.resolve({ password: new Secret(password ?? '') }),
          },
          never,
        ),
      );
    },
  },
];
