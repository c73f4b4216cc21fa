import { tokenLanguage } from '../../../../src/registries/jfrog/token-language.ts';
import { collect } from '../../../unit/registries/collect.ts';
import { never, run, walk } from '../../../unit/registries/jfrog/support.ts';
import { judge, lose, offer, stepsOf, type JfrogScene } from './stage.ts';

/** Rows, texts to copy, pairings, and the words of a token. */
export const telling: readonly JfrogScene[] = [
  {
    when: 'a reference token is decoded',
    says: [
      'It stands for a token that its server keeps; only the end of that token can be read from it.',
      'Only the server knows its user and its rights.',
    ],
    play: (_bench, show) => show(tokenLanguage.opaque?.('jfrog-reference')),
  },
  {
    when: 'an API key is decoded',
    says: [
      'An API key has all rights of its user and does not end by itself.',
      'Prefer access tokens, which have a scope and an end.',
    ],
    play: (_bench, show) => show(tokenLanguage.opaque?.('jfrog-api-key')),
  },
  {
    when: 'a refresh token is decoded',
    says: [
      'If it is a refresh token, it renews one access token, once.',
      'Only the server knows which one.',
    ],
    play: (_bench, show) => show(tokenLanguage.opaque?.('jfrog-refresh')),
  },
  {
    when: 'a token for groups and roles is decoded',
    says: ['do what these groups may: {0}', 'act in the project {0} as: {1}'],
    play: (_bench, show) => {
      const scp = 'applied-permissions/groups:readers applied-permissions/roles:web:Developer';
      return show(tokenLanguage.lines?.('scp', { scp }));
    },
  },
  {
    when: 'the texts to copy of a held token',
    says: [
      'The short text that stands for the token.',
      'Works once. Whoever uses it ends the token that came with it.',
      'Without the token: paste it when the command waits for it.',
    ],
    play: async (bench, show) => {
      const registry = bench.registry();
      const { token } = await walk(registry, 'My tokens', 'editor');
      if (token !== undefined) await show(registry.copyForms(token));
    },
  },
  {
    when: 'the secret of a row that is not held',
    says: ['JFrog shows a token once, when it is issued.'],
    play: async (bench, show) => {
      const registry = bench.registry();
      await show(registry.fetch(await walk(registry, 'My tokens', 'editor'), never));
    },
  },
  {
    when: 'rows of a token without a refresh token, and of one from another platform',
    says: [
      'Another platform issued it ({0}): only that one can refresh or revoke it.',
      'It was issued without a refresh token.',
    ],
    play: async (bench, show) => {
      const foreign = bench.jfrog.world.issue({ username: 'ada', description: 'foreign' });
      const body = {
        tokens: [
          { token_id: '1', subject: 'jfac@other/users/ada', issued_at: 1, issuer: 'jfac@other' },
          { token_id: '2', subject: foreign.subject, issued_at: 1, issuer: foreign.issuer },
        ],
      };
      const registry = bench.registry();
      const mine = await walk(registry, 'My tokens');
      bench.jfrog.faults.add({ kind: 'refusal', status: 200, body });
      await show(collect(registry.children(mine, never)));
    },
  },
  {
    when: '403 for the list of tokens',
    says: ['Your sign-in may not list tokens.'],
    play: async (bench, show) => {
      const registry = bench.registry();
      const mine = await walk(registry, 'My tokens');
      bench.jfrog.faults.add({ kind: 'refusal', status: 403 });
      await show(collect(registry.children(mine, never)));
    },
  },
  {
    when: 'a list of users that has no last page',
    says: ['{0} answers with page after page of a list, and never with the last one.'],
    play: async (bench, show) => {
      const registry = bench.registry();
      const mine = await walk(registry, 'My tokens');
      const body = { users: [], cursor: 'again' };
      const path = '/access/api/v2/users';
      bench.jfrog.faults.add({ kind: 'refusal', status: 200, body, path, times: Infinity });
      await show(stepsOf(registry, 'issue', mine));
    },
  },
  {
    when: 'the steps of a pairing, and 200 for one',
    says: [
      'What do you want to pair?',
      'It is written service/use-case.',
      'Pairing: {0}',
      'The pairing token works once, for five minutes. Enter it on the other side now.',
    ],
    play: async (bench, show) => {
      const registry = bench.registry();
      const row = await walk(registry, 'Pairing tokens');
      const fields = await stepsOf(registry, 'pair', row);
      await offer(show, fields, {});
      await judge(show, fields, 'other', ['service']);
      await show(run(registry, 'pair', row, { useCase: 'access/mission-control' }));
    },
  },
  {
    when: '404 for a pairing',
    says: ['The server knows no pairing for “{0}”.'],
    play: async (bench, show) => {
      const registry = bench.registry();
      const row = await walk(registry, 'Pairing tokens');
      await show(run(registry, 'pair', row, { useCase: 'other', other: 'access/none' }));
    },
  },
  {
    when: '403 for a pairing',
    says: ['Only admins may request a pairing token.'],
    play: async (bench, show) => {
      const row = await walk(bench.registry(), 'Pairing tokens');
      const registry = bench.registry(bench.jfrog.tokens.user);
      await show(run(registry, 'pair', row, { useCase: 'access/mission-control' }));
    },
  },
  {
    when: 'the answer is lost to a pairing',
    says: [
      'The answer from {0} was lost: a pairing token may have been issued or not. Nobody has it, and it ends after five minutes.',
    ],
    play: async (bench, show) => {
      const registry = bench.registry();
      const row = await walk(registry, 'Pairing tokens');
      bench.jfrog.faults.add({ kind: 'cut-after', method: 'POST' });
      await lose(registry, show, ['pair', row, { useCase: 'access/mission-control' }]);
    },
  },
];
