import { Secret } from '../../../../src/core/secret.ts';
import type { FaultRule } from '../../../sandbox/http/faults.ts';
import type { JfrogToken } from '../../../sandbox/jfrog/model.ts';
import { collect } from '../../../unit/registries/collect.ts';
import { consequenceOf } from '../../../unit/registries/consequence.ts';
import { never, run, walk, type Bench } from '../../../unit/registries/jfrog/support.ts';
import type { Show } from '../scene.ts';
import { day, hour, judge, lose, offer, stepsOf, type JfrogScene } from './stage.ts';

const one = 'Revoke {0}, a token of {1}?';
const forGood =
  'A revoked token cannot be brought back. Services cache what they know of it: it may be accepted for a few more minutes, and logins to images for up to one hour.';
const lost = 'The answer from {0} was lost: {1} may have been revoked or not.';

let count = 0;

/** A new token of ada, with its row. */
async function fresh(bench: Bench, lifetime = day) {
  const description = `to end ${(count += 1)}`;
  const token = bench.jfrog.world.issue({ username: 'ada', description, lifetime });
  const row = await walk(bench.registry(), 'My tokens', description);
  return { token, row };
}

async function ask(bench: Bench, show: Show, labels: readonly string[]): Promise<void> {
  const registry = bench.registry();
  const rows = await Promise.all(labels.map((label) => walk(registry, 'My tokens', label)));
  await show(consequenceOf(registry, 'revoke', rows));
}

async function revokeLost(bench: Bench, show: Show, kind: FaultRule['kind']): Promise<void> {
  const { row } = await fresh(bench);
  bench.jfrog.faults.add({ kind, method: 'DELETE' });
  await lose(bench.registry(), show, ['revoke', row, {}]);
}

async function byValue(bench: Bench, show: Show, token: JfrogToken): Promise<void> {
  const registry = bench.registry();
  const row = await walk(registry, 'All users');
  const value = new Secret(bench.jwt(token));
  await show(run(registry, 'revokeValue', row, { value }));
}

/** Ending tokens, by their rows and by their texts. */
export const revoking: readonly JfrogScene[] = [
  {
    when: 'before one token is revoked',
    says: [one, forGood],
    play: async (bench, show) => ask(bench, show, [(await fresh(bench)).row.label]),
  },
  {
    when: 'before the token of the own sign-in is revoked',
    says: [one, 'This account signs in with it: you must sign in to {0} again.', forGood],
    play: (bench, show) => ask(bench, show, ['editor']),
  },
  {
    when: 'before one token that lives under 6 hours is revoked',
    says: [
      one,
      forGood,
      'It lives under 6 hours: by default the server refuses to revoke such a token.',
    ],
    play: async (bench, show) => ask(bench, show, [(await fresh(bench, 4 * hour)).row.label]),
  },
  {
    when: 'before several are revoked, that of the sign-in and a short one among them',
    says: [
      'Revoke {0} tokens?',
      'This account signs in with one of them: you must sign in to {0} again.',
      forGood,
      'One of them lives under 6 hours: by default the server refuses to revoke it.',
    ],
    play: async (bench, show) =>
      ask(bench, show, ['editor', (await fresh(bench, 4 * hour)).row.label]),
  },
  {
    when: 'before several short ones are revoked',
    says: [
      'Revoke {0} tokens?',
      forGood,
      '{0} of them live under 6 hours: by default the server refuses to revoke such tokens.',
    ],
    play: async (bench, show) => {
      const rows = [await fresh(bench, 4 * hour), await fresh(bench, 5 * hour)];
      await ask(
        bench,
        show,
        rows.map(({ row }) => row.label),
      );
    },
  },
  {
    when: '200 for a token, and 204 for it once more',
    says: [
      '{0} was revoked. Services may accept it for a few more minutes.',
      '{0} no longer existed: it was revoked before, or had ended.',
    ],
    play: async (bench, show) => {
      const { row } = await fresh(bench);
      await show(run(bench.registry(), 'revoke', row));
      await show(run(bench.registry(), 'revoke', row));
    },
  },
  {
    when: '400 “Token not revocable”',
    says: [
      '{0} cannot be revoked: it lives for {1}, and this server revokes only tokens that live for {2} or more. It ends on {3}.',
    ],
    play: async (bench, show) =>
      show(run(bench.registry(), 'revoke', (await fresh(bench, 4 * hour)).row)),
  },
  {
    when: '403 for the token of another user',
    says: ['Only its owner and admins may revoke this token.'],
    play: async (bench, show) =>
      show(run(bench.registry(bench.jfrog.tokens.user), 'revoke', (await fresh(bench)).row)),
  },
  {
    when: 'the token was revoked, and the answer lost',
    says: [lost, '{0} is gone. Services may accept it for a few more minutes.'],
    play: (bench, show) => revokeLost(bench, show, 'cut-after'),
  },
  {
    when: 'the token was not revoked, and the answer lost',
    says: [lost, '{0} is still there.'],
    play: (bench, show) => revokeLost(bench, show, 'cut'),
  },
  {
    when: 'the answer was lost, and looking is answered 403 by now',
    says: [lost, 'Only its owner and admins may see this token.'],
    play: async (bench, show) => {
      const { row } = await fresh(bench);
      bench.jfrog.faults.add({ kind: 'cut', method: 'DELETE' });
      bench.jfrog.faults.add({ kind: 'refusal', status: 403, path: '/access/api/v1/tokens/*-*' });
      await lose(bench.registry(), show, ['revoke', row, {}]);
    },
  },
  {
    when: 'the steps and the question of revoking a token by its text',
    says: [
      'The access or reference token. It is sent once and not kept.',
      'This is neither an access nor a reference token.',
      'Revoke this token?',
      'A revoked token cannot be brought back. Services cache what they know of it: it may be accepted for a few more minutes.',
    ],
    play: async (bench, show) => {
      const registry = bench.registry();
      const row = await walk(registry, 'All users');
      const fields = await stepsOf(registry, 'revokeValue', row);
      await offer(show, fields, {});
      await judge(show, fields, 'value', ['something']);
      await show(consequenceOf(registry, 'revokeValue', row));
    },
  },
  {
    when: '200 for the text of a token',
    says: ['The token {0} was revoked.'],
    play: (bench, show) => byValue(bench, show, bench.jfrog.world.issue({ username: 'bob' })),
  },
  {
    when: 'the answer is lost to revoking a token by its text',
    says: [
      'The answer from {0} was lost: the token may have been revoked or not. Revoking it again does no harm.',
    ],
    play: (bench, show) => {
      bench.jfrog.faults.add({ kind: 'cut-after', method: 'DELETE' });
      return byValue(bench, show, bench.jfrog.world.issue({ username: 'bob' }));
    },
  },
  {
    when: 'rows of somebody who is no admin, where that and pairing is closed',
    says: ['Only admins may revoke a pasted token.', 'Only admins may request a pairing token.'],
    play: (bench, show) => show(collect(bench.registry(bench.jfrog.tokens.user).roots(never))),
  },
  {
    when: '7.40: rows of an admin, where revoking by text came later',
    says: [
      'This needs JFrog {0} or newer; the server is {1}.',
      'JFrog {0} is an older version: it has no {1}.',
    ],
    play: (bench, show) => {
      bench.jfrog.settings.version = '7.40.0';
      return show(collect(bench.registry().roots(never)));
    },
  },
];
