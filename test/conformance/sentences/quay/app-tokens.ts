import { failure } from '../../../unit/failure.ts';
import { look, never, now, run, walk } from '../../../unit/registries/quay/support.ts';
import { act, actLost, ask, judge, type QuayScene } from './stage.ts';

const switchedOff = 'App tokens are switched off on this registry.';

/** App tokens: their rows, and what is done to them. */
export const appTokens: readonly QuayScene[] = [
  {
    when: 'the form of an app token, and titles typed into it',
    says: [
      'Where it will be used. When it ends is a setting of the registry.',
      'At most {0} characters.',
    ],
    play: async (bench, show) => {
      const registry = bench.registry();
      const row = await walk(registry, 'App tokens');
      await show(Promise.resolve(registry.actions.issue?.form?.(row, never)));
      await judge(bench, show, ['issue', ['App tokens'], 0], ['laptop', 'x'.repeat(256)]);
    },
  },
  {
    when: '200 for an app token',
    says: ['The app token “{0}” was issued.'],
    play: (bench, show) => act(bench, show, 'issue', ['App tokens'], { title: 'tablet' }),
  },
  {
    when: 'an app token was issued, and the answer lost',
    says: [
      'The answer from {0} was lost: the app token “{1}” may have been issued or not.',
      'The app token “{0}” was issued.',
    ],
    play: (bench, show) =>
      actLost(bench, show, 'issue', ['App tokens'], {
        values: { title: 'lost' },
        fault: { kind: 'cut-after', method: 'POST' },
      }),
  },
  {
    when: 'no app token was issued, and the answer lost',
    says: [
      'The answer from {0} was lost: the app token “{1}” may have been issued or not.',
      'The app token “{0}” was not issued.',
    ],
    play: (bench, show) =>
      actLost(bench, show, 'issue', ['App tokens'], {
        values: { title: 'never' },
        fault: { kind: 'cut', method: 'POST' },
      }),
  },
  {
    when: 'the answer lost, and two new app tokens of that title',
    says: [
      'The answer from {0} was lost: the app token “{1}” may have been issued or not.',
      'There are {0} new app tokens “{1}”; one of them may be from elsewhere.',
    ],
    play: async (bench, show) => {
      const registry = bench.registry();
      const row = await walk(registry, 'App tokens');
      bench.quay.faults.add({ kind: 'cut-after', method: 'POST' });
      const error = await failure(run(registry, 'issue', row, { title: 'twin' }), 'lost-answer');
      await show(error.message);
      bench.quay.world.addAppToken({ owner: 'dana', title: 'twin', created: now });
      await show(look(error));
    },
  },
  {
    when: 'before an app token is revoked',
    says: [
      'Revoke the app token “{0}” of {1}?',
      'It stops working at once, wherever it is used, and cannot be brought back. Logins that were made with it may go on for up to one hour.',
    ],
    play: async (bench, show) => {
      const registry = bench.registry();
      await ask(registry, show, 'revoke', await walk(registry, 'App tokens', 'laptop'));
    },
  },
  {
    when: 'an app token was revoked, and the answer lost',
    says: [
      'The answer from {0} was lost: the app token “{1}” may have been revoked or not.',
      'The app token “{0}” was revoked.',
    ],
    play: async (bench, show) => {
      bench.quay.world.addAppToken({ owner: 'dana', title: 'revoked' });
      const fault = { kind: 'cut-after', method: 'DELETE' } as const;
      await actLost(bench, show, 'revoke', ['App tokens', 'revoked'], { fault });
    },
  },
  {
    when: 'no app token was revoked, and the answer lost',
    says: [
      'The answer from {0} was lost: the app token “{1}” may have been revoked or not.',
      'The app token “{0}” is still there.',
    ],
    play: (bench, show) =>
      actLost(bench, show, 'revoke', ['App tokens', 'laptop'], {
        fault: { kind: 'cut', method: 'DELETE' },
      }),
  },
  {
    when: '404 for an app token that is gone',
    says: [
      'The app token “{0}” was revoked.',
      'That app token no longer exists: it was revoked or has expired.',
    ],
    play: async (bench, show) => {
      bench.quay.world.addAppToken({ owner: 'dana', title: 'twice' });
      const registry = bench.registry();
      const row = await walk(registry, 'App tokens', 'twice');
      await show(run(registry, 'revoke', row));
      await show(run(registry, 'revoke', row));
    },
  },
  {
    when: 'an app token that has expired',
    says: ['It has expired, so it can no longer be read.'],
    play: async (bench, show) => show(await walk(bench.registry(), 'App tokens', 'old desktop')),
  },
  {
    when: 'app tokens switched off, before the rows are read and since',
    says: [switchedOff],
    play: async (bench, show) => {
      const registry = bench.registry();
      const row = await walk(registry, 'App tokens');
      bench.quay.settings.appSpecificTokens = false;
      await show(run(registry, 'issue', row, { title: 'x' }));
      await show(await walk(bench.registry(), 'App tokens'));
    },
  },
];
