import type { FormValues } from '../../../../src/registries/contract/form.ts';
import { consequenceOf } from '../../../unit/registries/consequence.ts';
import { failure } from '../../../unit/failure.ts';
import { saved } from '../../../unit/registries/quay/saved.ts';
import { type Bench, look, now, run, walk } from '../../../unit/registries/quay/support.ts';
import type { Show } from '../scene.ts';
import type { QuayScene } from './stage.ts';

const acme = 'acme-platform';
const equal =
  '{0} may do what {1} may. Bring its token wherever the former one is used; both work until you go on with Finish Rotation….';
const ends =
  'Its token ends at once, and no login made with it can be renewed; a running one goes on for at most one hour.';
const copied = 'To be copied: permissions ({0}), teams ({1}), default permissions ({2}).';
const never =
  'Not copied: teams of other organizations, mirrors that use it, and its further data.';
const goes = 'Delete {0}, whose place {1} has taken?';
const watched = 'It has been watched since {0}.';
const unseen = 'Keyless exchanges, and logins that renew themselves, cannot be seen anywhere.';
const acts = 'The logs have {0} pulls and {1} pushes of it since then.';
const unused = 'No use of its token is recorded.';
const fault = '{0} reports a server error ({1}).';

/** A robot of its own with a permission, and an account that rotates it. */
async function prepare(bench: Bench, name: string) {
  const { world } = bench.quay;
  world.addRobot({ namespace: acme, shortname: name, lastAccessed: null });
  world.repositories.get(`${acme}/api`)?.grants.set(`${acme}+${name}`, 'read');
  const account = await saved(bench);
  const row = await walk(account.registry, acme, name);
  const rotate = (when: string) =>
    run(account.registry, 'rotate', row, { when, name: `${name}-2` });
  const finish = (step: string) => run(account.registry, 'finishRotation', row, { step });
  const ask = (action: string, values: FormValues) =>
    consequenceOf(account.registry, action, row, values);
  return { ...account, row, rotate, finish, ask };
}

/** Asks before the former robot of a rotation is deleted. */
async function askToDelete(bench: Bench, show: Show, name: string, meanwhile: () => void) {
  const { rotate, ask } = await prepare(bench, name);
  await rotate('grace');
  meanwhile();
  await show(ask('finishRotation', { step: 'delete' }));
}

/** Robots that take each other’s place. */
export const rotation: readonly QuayScene[] = [
  {
    when: 'before a robot is rotated, with grace and after a leak',
    says: [
      'Put {1} beside {0}?',
      copied,
      never,
      '{0} goes on working until you delete it; that is always asked.',
      'Replace {0} by {1}, and delete it at once?',
      ends,
      'Not copied: {0} trusted issuers. Whoever exchanges tokens must name the new robot.',
    ],
    play: async (bench, show) => {
      const { registry, ask } = await prepare(bench, 'asked');
      await show(ask('rotate', { when: 'grace', name: 'asked-2' }));
      await show(ask('rotate', { when: 'leak', name: 'asked-2' }));
      const ci = await walk(registry, acme, 'ci');
      await show(consequenceOf(registry, 'rotate', ci, { when: 'grace', name: 'ci-9' }));
    },
  },
  {
    when: 'a robot rotated, and each end of that',
    says: [
      equal,
      '{0} may do what {1} may.',
      'Both {0} and {1} stay as they are.',
      'No rotation of {0} is under way.',
      'What next? Escape leaves the rotation open.',
      '{0} was deleted.',
    ],
    play: async (bench, show) => {
      const { registry, rotate, finish } = await prepare(bench, 'ended');
      await show(rotate('grace'));
      const paired = await walk(registry, acme, 'ended');
      const { signal } = new AbortController();
      await show(registry.actions['finishRotation']?.form?.(paired, signal));
      await show(finish('copy'));
      await show(finish('keep'));
      await show(finish('delete'));
      const other = await prepare(bench, 'gone');
      await other.rotate('grace');
      await show(other.finish('delete'));
    },
  },
  {
    when: '500 for a right, in the rotation and when it goes on',
    says: [
      '{0} was created, but {1} of {2} rights were not copied, or not for certain: {3}. {4} Go on with Finish Rotation….',
      '{0} of {1} rights were copied to {2}; not copied, or not for certain: {3}. {4} Trying again looks first and sends only what is missing.',
      fault,
    ],
    play: async (bench, show) => {
      const path = '*/repository/acme-platform/api/permissions/*';
      bench.quay.faults.add({ kind: 'status', status: 500, method: 'PUT', path, times: 2 });
      const { rotate, finish } = await prepare(bench, 'half');
      await show(rotate('grace'));
      await show(finish('copy'));
    },
  },
  {
    when: 'a robot replaced after a leak, and 500 for its deletion',
    says: [
      '{0} has taken the place of {1}, which was deleted.',
      '{0} may do what {1} may, but {1} was not deleted, or not for certain: {2} Go on with Finish Rotation….',
      fault,
    ],
    play: async (bench, show) => {
      const { rotate } = await prepare(bench, 'leaked');
      await show(rotate('leak'));
      bench.quay.faults.add({ kind: 'status', status: 500, method: 'DELETE' });
      const other = await prepare(bench, 'leaked-too');
      await show(other.rotate('leak'));
    },
  },
  {
    when: 'the second robot was created, and the answer lost',
    says: [
      'The answer from {0} was lost: {1} may have been created or not.',
      '{0} was created, but has no rights yet: Finish Rotation… on {1} copies what is missing.',
    ],
    play: async (bench, show) => {
      const { rotate } = await prepare(bench, 'lost');
      bench.quay.faults.add({ kind: 'cut-after', method: 'PUT' });
      const error = await failure(rotate('grace'), 'lost-answer');
      await show(error.message);
      await show(look(error));
    },
  },
  {
    when: 'before the former robot is deleted, which was never used',
    says: [goes, unused, acts, unseen, watched, ends],
    play: (bench, show) => askToDelete(bench, show, 'unused', () => undefined),
  },
  {
    when: 'before the former robot is deleted, and the other one lacks a right or may, or is gone',
    says: [
      goes,
      '{0} does not have all the rights of {1} yet. Missing: {2}.',
      'Whether {0} has all the rights of {1} could not be determined. {2}',
      fault,
      'There is no robot {0}; it may have been deleted.',
      unused,
      acts,
      unseen,
      watched,
      ends,
    ],
    play: async (bench, show) => {
      const { world } = bench.quay;
      const lacks = (name: string) => {
        world.repositories.get(`${acme}/api`)?.grants.delete(`${acme}+${name}-2`);
      };
      await askToDelete(bench, show, 'lacking', () => lacks('lacking'));
      await askToDelete(bench, show, 'unread', () =>
        bench.quay.faults.add({ kind: 'status', status: 500, path: '*/prototypes' }),
      );
      await askToDelete(bench, show, 'alone', () => {
        const robot = world.robots.get(`${acme}+alone-2`);
        if (robot !== undefined) world.removeRobot(robot);
      });
    },
  },
  {
    when: 'before the former robot is deleted, which was used before and since',
    says: [
      goes,
      'Its token was not used since then; the last time was on {0}.',
      'Its token was used since then, last on {0}: somebody still has it.',
      'The newest entries of the logs have {0} pulls and {1} pushes of it.',
      acts,
      unseen,
      watched,
      ends,
    ],
    play: async (bench, show) => {
      const use = (name: string, at: number) => {
        const robot = bench.quay.world.robots.get(`${acme}+${name}`);
        if (robot !== undefined) robot.lastAccessed = at;
      };
      await askToDelete(bench, show, 'used-before', () => use('used-before', now - 86_400_000));
      await askToDelete(bench, show, 'used-since', () => {
        use('used-since', now);
        for (let index = 0; index < 120; index += 1) {
          bench.quay.world.log('pull_repo', acme, `${acme}+used-since`, { repo: 'api' });
        }
      });
    },
  },
  {
    when: '500 for the logs, and a registry that tracks no use',
    says: [
      goes,
      'This registry does not say when a robot was last used.',
      'The logs of {0} could not be read: {1}',
      fault,
      unseen,
      watched,
      ends,
    ],
    play: (bench, show) => {
      bench.quay.settings.userLastAccessed = false;
      return askToDelete(bench, show, 'untold', () =>
        bench.quay.faults.add({ kind: 'status', status: 500, path: '*/logs' }),
      );
    },
  },
  {
    when: 'before a rotation is gone back from',
    says: [
      'Delete {0}, and leave {1} as it is?',
      'Its token stops working at once, wherever it is used.',
    ],
    play: async (bench, show) => {
      const { rotate, ask } = await prepare(bench, 'back');
      await rotate('grace');
      await show(ask('finishRotation', { step: 'undo' }));
    },
  },
];
