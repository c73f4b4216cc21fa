import type { FormValues } from '../../../../src/registries/contract/form.ts';
import { collect } from '../../../unit/registries/collect.ts';
import { consequenceOf } from '../../../unit/registries/consequence.ts';
import { type Bench, never, walk } from '../../../unit/registries/quay/support.ts';
import type { Show } from '../scene.ts';
import { act, actLost, judge, type QuayScene } from './stage.ts';

const acme = ['acme-platform'] as const;
const forCi = { which: 'new', delegate: '+ci', creator: '', role: 'write' };

/** The id of a default permission that is there. */
function addDefault({ quay }: Bench): string {
  const id = quay.world.random.uuid();
  const delegate = { kind: 'team', name: 'builders' } as const;
  const prototype = { id, role: 'read', activatingUser: null, delegate } as const;
  quay.world.organizations.get('acme-platform')?.prototypes.set(id, { ...prototype });
  return id;
}

const set = (bench: Bench, show: Show, values: FormValues) =>
  act(bench, show, 'setDefaults', acme, values);

/** What new repositories grant, and what one grants. */
export const defaults: readonly QuayScene[] = [
  {
    when: 'before a default permission is changed',
    says: [
      'Change the default permissions of {0}?',
      'This applies to repositories created from now on; existing ones stay as they are.',
    ],
    play: async (bench, show) => {
      const registry = bench.registry();
      const row = await walk(registry, ...acme);
      const values = { which: addDefault(bench), role: 'admin' };
      await show(registry.actions['setDefaults']?.form?.(row, never));
      await show(consequenceOf(registry, 'setDefaults', row, values));
    },
  },
  {
    when: '200 for a default permission, and 204 for none',
    says: [
      '{0} gets {1} on new repositories of {2} from now on.',
      '{0} no longer has a default permission in {1}.',
    ],
    play: async (bench, show) => {
      await set(bench, show, forCi);
      await set(bench, show, { ...forCi, creator: 'erin' });
      await set(bench, show, { which: addDefault(bench), role: 'none' });
    },
  },
  {
    when: 'for whom it is to be, typed',
    says: ['{0} is a robot of another namespace, whose admins have its token.'],
    play: (bench, show) =>
      judge(bench, show, ['setDefaults', acme, 1], ['other+ci', 'acme-platform+ci', '+ci', 'erin']),
  },
  {
    when: 'one that is there already, and one that is gone',
    says: [
      '{0} has a default permission already: choose it to change it.',
      'This default permission of {0} no longer exists.',
    ],
    play: async (bench, show) => {
      await set(bench, show, forCi);
      await set(bench, show, { which: 'gone', role: 'read' });
    },
  },
  {
    when: 'a default permission was not changed, and the answer lost',
    says: [
      'The answer from {0} was lost: the default permissions of {1} may have been changed or not.',
      'The default permissions of {0} were not changed.',
    ],
    play: (bench, show) =>
      actLost(bench, show, 'setDefaults', acme, {
        values: { which: addDefault(bench), role: 'admin' },
        fault: { kind: 'cut', method: 'PUT' },
      }),
  },
  {
    when: '403 for who may what with a repository',
    says: [
      'Who may do what with {0} is shown to its admins, with an API token that has the scope {1}. {2}',
      'Make an API token in Quay: an organization → Applications → an application → Generate Token.',
    ],
    play: async (bench, show) => {
      const registry = bench.registry();
      const row = await walk(registry, ...acme, 'ci', 'Repositories', 'acme-platform/api');
      await show(collect(registry.children(row, never)));
    },
  },
];
