import type { FormValues } from '../../../../src/registries/contract/form.ts';
import { consequenceOf } from '../../../unit/registries/consequence.ts';
import { failure } from '../../../unit/failure.ts';
import { type Bench, look, never, run, walk } from '../../../unit/registries/quay/support.ts';
import type { Show } from '../scene.ts';
import { judge, type QuayScene } from './stage.ts';

const spare = ['acme-platform', 'spare'] as const;
const typed = (text: string): FormValues => ({ role: 'typed', typed: text });
const begin = 'Begin with read, write, admin or none.';
const notIn = '{0} is not in {1}: robots get permissions in their own namespace alone.';
const noName = '“{0}” is not the name of a repository.';
const twice = '{0} stands there twice, as {1} and as {2}.';
const after = 'Name a repository after “{0}”.';
const noRepository = 'There is no repository {0}.';
const scope =
  'To set permissions on {0} you must be its admin, with an API token that has the scope {1}. {2}';
const howToGetOne =
  'Make an API token in Quay: an organization → Applications → an application → Generate Token.';
const faulty = ['api', 'read', 'read other/api', 'read API', 'read api, write api'];
const faults = [begin, after, notIn, noName, twice];

const registryOf = (bench: Bench, token = bench.quay.tokens.everything) => bench.registry(token);

async function set(bench: Bench, show: Show, values: FormValues) {
  const registry = registryOf(bench);
  return show(run(registry, 'setPermissions', await walk(registry, ...spare), values));
}

/** Sets one with the answer lost, and shows the refusal and what looking finds. */
async function lost(bench: Bench, show: Show, kind: 'cut' | 'cut-after', values: FormValues) {
  const registry = registryOf(bench);
  const row = await walk(registry, ...spare);
  bench.quay.faults.add({ kind, method: 'PUT' });
  const error = await failure(run(registry, 'setPermissions', row, values), 'lost-answer');
  await show(error.message);
  await show(look(error));
}

/** Permissions of robots, and of new ones. */
export const permissions: readonly QuayScene[] = [
  {
    when: 'before permissions are changed, one and several, given and taken away',
    says: [
      'Change a permission of {0}?',
      'Change {0} permissions of {1}?',
      'Whoever is logged in may go on with the former permission for up to one hour, and what a team gives stays.',
    ],
    play: async (bench, show) => {
      const registry = registryOf(bench);
      const ask = (values: FormValues) =>
        show(consequenceOf(registry, 'setPermissions', row, values));
      const row = await walk(registry, 'acme-platform', 'ci');
      await ask(typed('read base'));
      await ask(typed('none api, write web'));
    },
  },
  {
    when: '200 for a permission, for several, and for none that differ',
    says: [
      '{0} has its new permission on {1}: {2}.',
      '{0} permissions of {1} were set: {2}.',
      '{0} has these permissions already; nothing was sent.',
    ],
    play: async (bench, show) => {
      await set(bench, show, typed('read api'));
      await set(bench, show, typed('write api, read web'));
      await set(bench, show, typed('write api, read web'));
    },
  },
  {
    when: '204 for a permission taken away',
    says: ['{0} has its new permission on {1}: {2}.'],
    play: (bench, show) => set(bench, show, typed('none api')),
  },
  {
    when: 'a permission was set, and the answer lost',
    says: [
      'The answer from {0} was lost: the permission of {1} on {2} may have been set or not.',
      '{0} has its new permission on {1}: {2}.',
    ],
    play: (bench, show) => lost(bench, show, 'cut-after', typed('admin secret')),
  },
  {
    when: 'no permission was set, and the answer lost',
    says: [
      'The answer from {0} was lost: the permission of {1} on {2} may have been set or not.',
      'The permission of {0} on {1} was not set.',
    ],
    play: (bench, show) => lost(bench, show, 'cut', typed('write secret')),
  },
  {
    when: '500 for a repository that is gone',
    says: [noRepository],
    play: (bench, show) => set(bench, show, typed('read nowhere')),
  },
  {
    when: '500 for one of two',
    says: [
      '{0} of {1} permissions of {2} were set; not set, or not for certain: {3}. {4} Trying again looks first and sends only what is missing.',
      noRepository,
    ],
    play: (bench, show) => set(bench, show, typed('read nowhere, read base')),
  },
  {
    when: 'the same, taken back; and a role that only the server knows',
    says: [
      '{0} of {1} permissions of {2} were set; not set, or not for certain: {3}. {4} Trying again looks first and sends only what is missing.',
      noRepository,
      '{0} has the permissions again that it had before.',
      'On {0} it had the role {1}, which cannot be given from here.',
    ],
    play: async (bench, show) => {
      const registry = registryOf(bench);
      const row = await walk(registry, ...spare);
      const { grants } = bench.quay.world.addRepository('acme-platform', 'odd', {});
      for (const before of ['write', 'owner'] as const) {
        grants.set('acme-platform+spare', before as 'write');
        const values = typed('read nowhere, read odd');
        const error = await failure(run(registry, 'setPermissions', row, values), 'not-found');
        await show(error.message);
        await show(error.goBack?.(never));
      }
    },
  },
  {
    when: 'eight permissions, cancelled when the first was on its way',
    says: [
      '{0} of {1} permissions of {2} were set; not set, or not for certain: {3}. {4} Trying again looks first and sends only what is missing.',
      'It was cancelled.',
    ],
    play: async (bench, show) => {
      const abort = new AbortController();
      const registry = bench.registryThrough((request, send) => {
        if (request.method === 'PUT') abort.abort();
        return send(request);
      });
      const row = await walk(registry, 'acme-platform', 'mirror');
      const names = Array.from({ length: 8 }, (_, index) => `cancelled-${index}`);
      for (const name of names) bench.quay.world.addRepository('acme-platform', name, {});
      const values = typed(`read ${names.join(' ')}`);
      await show(registry.actions['setPermissions']?.run(row, values, abort.signal));
    },
  },
  {
    when: '403 for a token without repo:admin',
    says: [scope, howToGetOne],
    play: async (bench, show) => {
      const registry = registryOf(bench, bench.quay.tokens.full);
      const row = await walk(registry, ...spare);
      await show(run(registry, 'setPermissions', row, typed('admin base')));
    },
  },
  {
    when: '400 for a robot that is gone',
    says: ['There is no robot {0}; it may have been deleted.'],
    play: async (bench, show) => {
      const { world } = bench.quay;
      const robot = world.addRobot({ namespace: 'acme-platform', shortname: 'brief' });
      const registry = registryOf(bench);
      const row = await walk(registry, 'acme-platform', 'brief');
      world.removeRobot(robot);
      await show(run(registry, 'setPermissions', row, typed('read base')));
    },
  },
  {
    when: 'the form of permissions, and what is typed into it',
    says: [...faults, 'Choose at least one repository.'],
    play: async (bench, show) => {
      await judge(bench, show, ['setPermissions', spare, 2], faulty);
      const registry = registryOf(bench);
      const row = await walk(registry, ...spare);
      const form = await registry.actions['setPermissions']?.form?.(row, never);
      const field = form?.fields[1];
      await show(field?.type === 'choice' ? field.check?.([], {}) : undefined);
    },
  },
  {
    when: 'first permissions typed for a new robot',
    says: faults,
    play: (bench, show) => judge(bench, show, ['createRobot', ['acme-platform'], 2], faulty),
  },
  {
    when: 'first permissions, looked at before the robot is made',
    says: [noRepository, scope, howToGetOne],
    play: async (bench, show) => {
      const { everything, full } = bench.quay.tokens;
      for (const token of [everything, full]) {
        const registry = bench.registry(token);
        const row = await walk(registry, 'acme-platform');
        const form = await registry.actions.createRobot?.form?.(row, never);
        const values = { name: 'later', permissions: token === full ? 'read api' : 'read nowhere' };
        await show(form?.fields[2]?.verify?.(values, bench.connection(token), never));
      }
    },
  },
  {
    when: '201 for a new robot, and 200 for its permissions',
    says: ['{0} was created. It may {1}.'],
    play: async (bench, show) => {
      const registry = registryOf(bench);
      const row = await walk(registry, 'acme-platform');
      const values = { name: 'equipped', permissions: 'read api' };
      await show(run(registry, 'createRobot', row, values));
    },
  },
  {
    when: '201 for a new robot, and 500 for one of its permissions',
    says: [
      '{0} was created, but not with all of its permissions.',
      '{0} of the {1} permissions of the new robot {2} were not set, or not for certain: {3}. {4} Go on with them, or go back: that deletes the robot.',
      noRepository,
      '{0} was deleted.',
    ],
    play: async (bench, show) => {
      const registry = registryOf(bench);
      const row = await walk(registry, 'acme-platform');
      const values = { name: 'half', permissions: 'read api nowhere' };
      const outcome = await run(registry, 'createRobot', row, values);
      await show(outcome.message);
      await show(outcome.unfinished?.message);
      await show(outcome.unfinished?.goBack(never));
    },
  },
];
