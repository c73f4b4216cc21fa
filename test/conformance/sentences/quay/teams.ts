import { consequenceOf } from '../../../unit/registries/consequence.ts';
import { failure } from '../../../unit/failure.ts';
import { type Bench, never, run, walk } from '../../../unit/registries/quay/support.ts';
import type { Show } from '../scene.ts';
import { actLost, type QuayScene } from './stage.ts';

const spare = ['acme-platform', 'spare'] as const;
const lost = 'The answer from {0} was lost: the teams of {1} may have been changed or not.';
const inThese = '{0} is in these teams now: {1}.';

async function set(bench: Bench, show: Show, ...teams: readonly string[]) {
  const registry = bench.registry();
  return show(run(registry, 'setTeams', await walk(registry, ...spare), { teams }));
}

/** The teams of robots. */
export const teams: readonly QuayScene[] = [
  {
    when: 'before the teams of a robot are changed',
    says: [
      'Change the teams of {0}?',
      'A robot may do what its teams may, including what they are given later.',
    ],
    play: async (bench, show) => {
      const registry = bench.registry();
      const row = await walk(registry, ...spare);
      await show(consequenceOf(registry, 'setTeams', row, { teams: ['builders'] }));
    },
  },
  {
    when: '200 for a robot in a team, and 204 for it out of all',
    says: [inThese, '{0} is in no team now.'],
    play: async (bench, show) => {
      await set(bench, show, 'builders');
      await set(bench, show);
    },
  },
  {
    when: '429 for one team of two',
    says: [
      '{0} of {1} changes to the teams of {2} were made; not made, or not for certain: {3}. {4} Trying again looks first and sends only what is missing.',
      '{0} is in the teams again that it was in before.',
    ],
    play: async (bench, show) => {
      const path = '*/team/owners/*';
      bench.quay.faults.add({ kind: 'status', status: 429, method: 'PUT', path });
      const registry = bench.registry();
      const row = await walk(registry, ...spare);
      const values = { teams: ['builders', 'owners'] };
      const error = await failure(run(registry, 'setTeams', row, values), 'rate-limited');
      await show(error.message);
      await show(error.goBack?.(never));
      bench.quay.faults.clear();
    },
  },
  {
    when: 'a team that is gone is to be joined',
    says: ['The team {0} no longer exists in {1}.'],
    play: async (bench, show) => set(bench, show, 'gone'),
  },
  {
    when: 'a robot joined a team, and the answer lost',
    says: [lost, inThese],
    play: async (bench, show) =>
      actLost(bench, show, 'setTeams', spare, {
        values: { teams: ['builders'] },
        fault: { kind: 'cut-after', method: 'PUT' },
      }),
  },
  {
    when: 'a robot left no team, and the answer lost',
    says: [lost, 'The teams of {0} were not changed.'],
    play: async (bench, show) =>
      actLost(bench, show, 'setTeams', spare, {
        values: { teams: [] },
        fault: { kind: 'cut', method: 'DELETE' },
      }),
  },
];
