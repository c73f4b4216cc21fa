import { Secret } from '../../../../src/core/secret.ts';
import type { Connection } from '../../../../src/registries/contract/connection.ts';
import { jfrogAdapter } from '../../../../src/registries/jfrog/adapter.ts';
import { openJfrog } from '../../../../src/registries/jfrog/open.ts';
import { collect } from '../../../unit/registries/collect.ts';
import { never, run, walk, type Bench } from '../../../unit/registries/jfrog/support.ts';
import type { Show } from '../scene.ts';
import { askKey, hour, judge, lose, offer, stepsOf, type JfrogScene } from './stage.ts';

/** A row against a platform that has Artifactory's own token API alone. */
const former = (
  when: string,
  says: readonly string[],
  play: (bench: Bench, show: Show) => Promise<unknown>,
): JfrogScene => ({
  when: `7.20: ${when}`,
  says,
  play: (bench, show) => {
    bench.jfrog.settings.version = '7.20.0';
    return play(bench, show);
  },
});

/** A connection of an account that has kept user and password. */
function byPassword(bench: Bench, user: string): Connection {
  const { password = '' } = bench.jfrog.world.users.get(user) ?? {};
  const connection = bench.connection({ password: new Secret(password) });
  return { ...connection, account: { ...connection.account, userName: user } };
}

const tokenOf = (bench: Bench, username: string) =>
  bench.jfrog.world.issue({ username, lifetime: 24 * hour });

/** Issues as bob, who is no admin. */
async function issue(bench: Bench, show: Show, lifetime: number): Promise<void> {
  const registry = bench.registry(tokenOf(bench, 'bob'));
  const row = await walk(registry, 'My tokens');
  const values = { scopes: ['user'], lifetime: String(lifetime), options: [] };
  await show(run(registry, 'issue', row, values));
}

/** Platforms before 7.21.1, through their former token API. */
export const formerly: readonly JfrogScene[] = [
  former(
    'an admin’s kept password connects',
    [
      'JFrog {0} is older than 7.21.1 and is served through its former token API: it has no descriptions, reference tokens or projects, and tells little of its tokens.',
    ],
    (bench, show) => show(jfrogAdapter.connect(byPassword(bench, 'ada'), never)),
  ),
  former(
    'the token of somebody who is no admin connects',
    [
      'JFrog {0} is older than 7.21.1 and is served through its former token API: it has no descriptions, reference tokens or projects, lists tokens to admins only, and by default lets others issue tokens for one hour at most.',
      'The token you sign in with ends on {0}.',
    ],
    (bench, show) => show(jfrogAdapter.connect(bench.connection(tokenOf(bench, 'bob')), never)),
  ),
  former(
    '401 for a kept password',
    ['{0} refused it: user name or password is wrong, or not JFrog’s own (SAML).'],
    (bench, show) => {
      const connection = byPassword(bench, 'ada');
      const signIn = () => Promise.resolve({ password: new Secret('of-nobody') });
      return show(jfrogAdapter.connect({ ...connection, signIn }, never));
    },
  ),
  former(
    'rows of somebody who is no admin',
    ['This server lists tokens to admins only: here are those that were issued on this machine.'],
    async (bench, show) => {
      const window = bench.window(tokenOf(bench, 'bob'));
      await show(
        collect(window.registry.children(await walk(window.registry, 'My tokens'), never)),
      );
    },
  ),
  former(
    'the key of the platform, for a password',
    [
      'This is up to the platform’s Access service, which does not accept the account’s sign-in: that works for Artifactory alone.',
    ],
    (bench, show) => askKey(show, openJfrog(byPassword(bench, 'ada'), bench.timer)),
  ),
  former(
    'the steps of issuing, for somebody who is no admin',
    [
      'What else? None is fine.',
      'It comes with a refresh token, which works once.',
      'Which services accept it; this Artifactory alone by default.',
      'Before JFrog 7.21.1, by default only admins issue tokens for longer than an hour.',
    ],
    async (bench, show) => {
      const registry = bench.registry(tokenOf(bench, 'bob'));
      const fields = await stepsOf(registry, 'issue', await walk(registry, 'My tokens'));
      await offer(show, fields, {});
      const field = fields.find(({ id }) => id === 'lifetime');
      if (field?.type === 'lifetime') await show(field.parse('2h'));
    },
  ),
  former(
    'the steps of issuing, for an admin',
    [
      'Never ends: it grants access until somebody revokes it.',
      'What else? None is fine.',
      'It comes with a refresh token, which works once.',
      'Which services accept it; this Artifactory alone by default.',
      'Longer than a year.',
      'Without jfrt@* it cannot log in to images.',
    ],
    async (bench, show) => {
      const registry = openJfrog(byPassword(bench, 'ada'), bench.timer);
      const fields = await stepsOf(registry, 'issue', await walk(registry, 'My tokens'));
      await offer(show, fields, {});
      const field = fields.find(({ id }) => id === 'lifetime');
      if (field?.type === 'lifetime') await show(field.parse('400d'));
      await judge(show, fields, 'audience', ['jfac@*']);
    },
  ),
  former('200 for a token', ['A token of {0} was issued.'], (bench, show) =>
    issue(bench, show, hour),
  ),
  former(
    '400 for a longer life than users may ask',
    [
      '{0} lets only admins issue tokens for longer than {1}, or forever. Choose a shorter lifetime.',
    ],
    (bench, show) => issue(bench, show, 2 * hour),
  ),
  former(
    'the answer lost to a token of somebody who sees no list',
    [
      'The answer from {0} was lost: the token may have been issued or not.',
      'This server lists tokens to admins only.',
    ],
    async (bench, show) => {
      const registry = bench.registry(tokenOf(bench, 'bob'));
      const row = await walk(registry, 'My tokens');
      bench.jfrog.faults.add({ kind: 'cut-after', method: 'POST' });
      const values = { scopes: ['user'], lifetime: String(hour), options: [] };
      await lose(registry, show, ['issue', row, values]);
    },
  ),
  former(
    'a token is verified, which tells little',
    [
      'Not checked: this server shows its root certificate, if at all, to tokens of its Access service alone.',
      '{0} accepts the token of {1}.',
      'Artifactory accepts it as a sign-in; this server says nothing more about it.',
    ],
    async (bench, show) => {
      const { registry, vault } = bench.window(tokenOf(bench, 'bob'));
      const row = await walk(registry, 'My tokens');
      const values = { scopes: ['user'], lifetime: String(hour), options: [] };
      const outcome = await run(registry, 'issue', row, values);
      await vault.tokens.settle(outcome);
      const { issued } = outcome;
      if (issued !== undefined) await show(registry.verify(issued.record, issued.secrets, never));
    },
  ),
  former(
    '“Token not found” for the text of a token',
    ['{0} does not know this token: it was revoked already, or issued elsewhere.'],
    async (bench, show) => {
      const registry = bench.registry(tokenOf(bench, 'bob'));
      const row = await walk(registry, 'My tokens');
      const token = tokenOf(bench, 'bob');
      bench.jfrog.world.revoke(token);
      await show(run(registry, 'revokeValue', row, { value: new Secret(bench.jwt(token)) }));
    },
  ),
  former(
    '403 for the text of another user’s token',
    ['Only its owner and admins may revoke this token.'],
    async (bench, show) => {
      const registry = bench.registry(tokenOf(bench, 'bob'));
      const row = await walk(registry, 'My tokens');
      const value = new Secret(bench.jwt(tokenOf(bench, 'ada')));
      await show(run(registry, 'revokeValue', row, { value }));
    },
  ),
];
