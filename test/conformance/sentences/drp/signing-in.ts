import { Secret } from '../../../../src/core/secret.ts';
import { drpAdapter } from '../../../../src/registries/drp/adapter.ts';
import { connect } from '../../../../src/registries/drp/connect/connect.ts';
import type { SecretField, TextField } from '../../../../src/registries/contract/form.ts';
import type { SignIn } from '../../../../src/core/sign-in.ts';
import { NEWEST, type DrpVersion } from '../../../sandbox/drp/version.ts';
import type { Bench } from '../../../unit/registries/drp/support.ts';
import { issue, issuedOf, never, userItem } from '../../../unit/registries/drp/support.ts';
import type { Show } from '../scene.ts';
import { everything, triplet, type DrpScene } from './stage.ts';

const field = (id: string) => drpAdapter.connectFields().find((found) => found.id === id);
const type = (show: Show, id: string, text: string) =>
  show((field(id) as TextField | SecretField).check?.(text, {}));
const signIn = (bench: Bench, show: Show, user?: string, given?: SignIn) =>
  show(connect(bench.connection(user, given), never));

/** Signs bob in with a token of nora, who may see nobody. */
async function ofSomebodyElse(bench: Bench, show: Show, version: DrpVersion): Promise<void> {
  bench.drp.settings.version = version;
  bench.drp.world.addRole('blind', ['machines get *']);
  bench.drp.world.addUser('nora', ['blind']);
  const { token } = issuedOf(await issue(bench.registry('nora'), 'nora', everything)).secrets;
  await signIn(bench, show, 'bob', { token });
}

const refusedSignIn =
  '{0} refused the sign-in: it is wrong, has expired, or belongs to another server.';

/** Adding an account: its address, user and sign-in. */
export const signingIn: readonly DrpScene[] = [
  {
    when: 'the steps of an account',
    says: [
      'The user name. A token does not say whose it is, so it is needed either way.',
      'With what do you sign in?',
      'Renews itself silently when its session ends.',
      'Grants no more than the token does, and ends with it.',
      'The password of the user. Colons and spaces in it are fine.',
    ],
    play: async (_bench, show) => {
      const fields = drpAdapter.connectFields();
      await show(fields);
      const method = fields.find(({ id }) => id === 'method');
      if (method?.type === 'choice') await show(Promise.resolve(method.choices({}, never)));
    },
  },
  {
    when: 'names and tokens typed into them',
    says: [
      'A user name contains neither a colon nor a slash.',
      'Names of DRP users begin with a letter, have at least 2 characters, and of signs only - @ _ . and spaces.',
      'This looks like a user name with a password. Go back and choose Password.',
      'Tokens consist of letters, digits and - _ . = only.',
    ],
    play: async (_bench, show) => {
      for (const name of ['alice', 'alice:x', 'a']) await type(show, 'user', name);
      for (const token of ['abc-_=', 'alice:x', 'ä b']) await type(show, 'token', token);
    },
  },
  {
    when: 'something else than Digital Rebar at the address',
    says: [
      '{0} answers (status {1}), but not as the API of Digital Rebar does. Check the address; its port is usually 8092.',
    ],
    play: (bench, show) => {
      bench.drp.faults.add({ kind: 'login-page', times: Infinity });
      return show((field('url') as TextField).verify?.({}, bench.connection(), never));
    },
  },
  {
    when: 'JSON of another shape for the own user',
    says: [
      '{0} answered something that Digital Rebar does not promise: “{1}” is missing or not of its type.',
    ],
    play: (bench, show) => {
      bench.drp.faults.add({ kind: 'wrong-shape', path: '/api/v3/users/alice' });
      return signIn(bench, show, 'alice');
    },
  },
  {
    when: 'a wrong password',
    says: ['{0} refused the user name “{1}” or its password.'],
    play: (bench, show) =>
      signIn(bench, show, 'alice', { password: new Secret('nobodys-password') }),
  },
  {
    when: 'no sign-in on this machine',
    says: ['There is no sign-in for this account on this machine. Sign in again.'],
    play: (bench, show) => signIn(bench, show, 'alice', {}),
  },
  {
    when: 'a token that is none',
    says: [refusedSignIn],
    play: (bench, show) => signIn(bench, show, 'alice', { token: new Secret('nobodys-token') }),
  },
  {
    when: 'a token that was revoked',
    says: ['The sign-in at {0} was revoked: the secret of its user has changed. Sign in again.'],
    play: async (bench, show) => {
      const registry = bench.registry('alice');
      const { token } = issuedOf(await issue(registry, 'alice', everything)).secrets;
      const alice = bench.drp.world.users.get('alice');
      if (alice !== undefined) alice.secret = 'changed-by-somebody';
      await signIn(bench, show, 'alice', { token });
    },
  },
  {
    when: '3.8: a token that may not read its user, narrowed or revoked',
    says: ['The token may not read the user {0}: it is narrowed, or was revoked.'],
    play: async (bench, show) => {
      bench.drp.settings.version = '3.8.2';
      const issued = await issue(bench.registry('bob'), 'bob', triplet('machines get *'));
      await signIn(bench, show, 'bob', { token: issuedOf(issued).secrets.token });
    },
  },
  {
    when: 'a tenant that hides the own user from a password',
    says: ['You are signed in, but may not read the user {0}: a tenant hides it.'],
    play: (bench, show) => {
      bench.drp.settings.version = '3.13.3';
      bench.drp.world.addTenant('blue', ['bob'], { users: ['alice'] });
      return signIn(bench, show, 'bob');
    },
  },
  {
    when: 'a tenant that hides the user of a token, or a user that is gone',
    says: ['The server shows no user {0} to this token: a tenant hides it, or it was deleted.'],
    play: async (bench, show) => {
      const { token } = issuedOf(await issue(bench.registry('alice'), 'alice', everything)).secrets;
      await signIn(bench, show, 'nobody', { token });
    },
  },
  {
    when: '3.13: a token of somebody else, who may not read the user',
    says: ['This token is not one of {0}: it may not read {0}, which every token of {0} may.'],
    play: (bench, show) => ofSomebodyElse(bench, show, '3.13.3'),
  },
  {
    when: 'v4: a token of somebody else, who may not read the user',
    says: ['This token is not one of {0}, or it was limited: it may not read {0}.'],
    play: (bench, show) => ofSomebodyElse(bench, show, NEWEST.kb),
  },
  {
    when: 'a name with a slash',
    says: ['“{0}” cannot be asked for: Digital Rebar has no names with a slash.'],
    play: (bench, show) => signIn(bench, show, 'alice/token'),
  },
  {
    when: 'the secret of a row, which no server shows again',
    says: ['DRP never shows a token again: “{0}” has none to read.'],
    play: (bench, show) => show(bench.registry().fetch(userItem('alice'), never)),
  },
  {
    when: 'a pasted token',
    says: [
      'Its claims and its end are encrypted with a key that only its server has.',
      'The tree shows when a token of an account ends. When a pasted one ends, nobody else knows.',
    ],
    play: async (_bench, show) => {
      const { tokenLanguage } = await import('../../../../src/registries/drp/token-language.ts');
      const { tokenShapes } = await import('../../../../src/registries/drp/token-shapes.ts');
      for (const { id } of tokenShapes.opaque) await show(tokenLanguage.opaque?.(id));
    },
  },
  {
    when: '404 for the user who signs in',
    says: ['{0} signs in no user “{1}”: there is none of that name, or a tenant hides it.'],
    play: (bench, show) => {
      const body = { Type: 'GET', Messages: ['Not Found'] };
      const path = '/api/v3/users/alice/token';
      bench.drp.faults.add({ kind: 'refusal', status: 404, path, body });
      return signIn(bench, show, 'alice');
    },
  },
];
