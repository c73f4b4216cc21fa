import { consequenceOf } from '../../../unit/registries/consequence.ts';
import { never, run, walk } from '../../../unit/registries/quay/support.ts';
import { collect } from '../../../unit/registries/collect.ts';
import { act, actLost, ask, judge, list, type QuayScene } from './stage.ts';

const deleted = 'There is no robot {0}; it may have been deleted.';
const renewable =
  'Whoever has logged in with it can renew that login until the robot is deleted. After a leak, create a robot under a new name, give it the same permissions, deliver its token, and then delete this one.';
const regenerating = [
  'Regenerate the token of {0}?',
  'The current token stops working at once, wherever it is used; there is no overlap. Permissions stay.',
  renewable,
];
const onlyAdmins =
  'Only an admin of {0} whose API token has the scope {1} may read or change its robots.';
const lacksUserAdmin =
  'Own robots and app tokens need the scope {0} on the API token; it is missing, or the registry restricts the user.';

/** Robots: their rows, and what is done to them. */
export const robots: readonly QuayScene[] = [
  {
    when: '201 for a new robot',
    says: ['{0} was created. It may do nothing until it gets permissions.'],
    play: (bench, show) => act(bench, show, 'createRobot', ['dana'], { name: 'made' }),
  },
  {
    when: '400 for a robot whose name is taken',
    says: ['A robot of this name exists already.'],
    play: (bench, show) => act(bench, show, 'createRobot', ['dana'], { name: 'laptop' }),
  },
  {
    when: 'a new robot was made, its answer lost',
    says: [
      'The answer from {0} was lost: {1} may have been created or not.',
      '{0} was created. It may do nothing until it gets permissions.',
    ],
    play: (bench, show) =>
      actLost(bench, show, 'createRobot', ['dana'], {
        values: { name: 'lost' },
        fault: { kind: 'cut-after', method: 'PUT' },
      }),
  },
  {
    when: 'no robot was made, and the answer lost',
    says: [
      'The answer from {0} was lost: {1} may have been created or not.',
      '{0} was not created.',
    ],
    play: (bench, show) =>
      actLost(bench, show, 'createRobot', ['dana'], {
        values: { name: 'never-made' },
        fault: { kind: 'cut', method: 'PUT' },
      }),
  },
  {
    when: 'the answer lost, and an older robot of that name',
    says: [
      'The answer from {0} was lost: {1} may have been created or not.',
      '{0} was not created: a robot of that name existed before.',
    ],
    play: (bench, show) =>
      actLost(bench, show, 'createRobot', ['dana'], {
        values: { name: 'laptop' },
        fault: { kind: 'cut', method: 'PUT' },
      }),
  },
  {
    when: 'ROBOTS_DISALLOW since the rows were read',
    says: ['The administrator of {0} has switched robots off: none can be created.'],
    play: async (bench, show) => {
      const registry = bench.registry();
      const row = await walk(registry, 'dana');
      bench.quay.settings.robotsDisallow = true;
      await show(run(registry, 'createRobot', row, { name: 'other' }));
    },
  },
  {
    when: '503 with is_readonly, on a change',
    says: ['{0} is read-only at the moment and accepts no changes.'],
    play: (bench, show) => {
      bench.quay.settings.readOnly = true;
      return act(bench, show, 'createRobot', ['dana'], { name: 'other' });
    },
  },
  {
    when: '401 with fresh_login_required',
    says: ['{0} asks for a new sign-in for this.'],
    play: (bench, show) => {
      const body = {
        error_type: 'fresh_login_required',
        detail: 'The action requires a fresh login',
      };
      bench.quay.faults.add({ kind: 'refusal', status: 401, method: 'PUT', body });
      return act(bench, show, 'createRobot', ['dana'], { name: 'other' });
    },
  },
  {
    when: 'the form of a new robot, and names typed into it',
    says: [
      'What the robot is for. It cannot be changed later. Leave it empty for none.',
      'What it may do at first, as “read api, write web”. Leave it empty for nothing.',
      '{0} may neither pull nor push until it is given permissions.',
      'Robot names have no capital letters.',
      'Use a to z and 0 to 9, with single dots, dashes or underscores between them, not at the ends.',
      'A robot name has at least 2 characters.',
      'At most {0} characters fit, since {1}+name may have {2}; these are {3}.',
      'At most {0} characters; these are {1}.',
    ],
    play: async (bench, show) => {
      const registry = bench.registry();
      const row = await walk(registry, 'dana');
      await show(Promise.resolve(registry.actions.createRobot?.form?.(row, never)));
      const names = ['ci', 'Ci', 'a..b', 'a', 'x'.repeat(251)];
      await judge(bench, show, ['createRobot', ['dana'], 0], names);
      await judge(bench, show, ['createRobot', ['dana'], 1], ['fits', 'x'.repeat(256)]);
    },
  },
  {
    when: '200 for a new token',
    says: ['{0} has a new token; the old one no longer works.'],
    play: (bench, show) => act(bench, show, 'regenerate', ['dana', 'backup']),
  },
  {
    when: 'the token was replaced, and the answer lost',
    says: [
      'The answer from {0} was lost: the token of {1} may have been replaced or not.',
      '{0} has a new token; the old one no longer works.',
    ],
    play: (bench, show) =>
      actLost(bench, show, 'regenerate', ['dana', 'backup'], {
        fault: { kind: 'cut-after', method: 'POST' },
      }),
  },
  {
    when: 'the token was not replaced, and the answer lost',
    says: [
      'The answer from {0} was lost: the token of {1} may have been replaced or not.',
      '{0} still has its old token.',
    ],
    play: (bench, show) =>
      actLost(bench, show, 'regenerate', ['dana', 'backup'], {
        fault: { kind: 'cut', method: 'POST' },
      }),
  },
  {
    when: 'before a new token, of a robot that was never used',
    says: regenerating,
    play: async (bench, show) => {
      const registry = bench.registry();
      await ask(registry, show, 'regenerate', await walk(registry, 'acme-platform', 'spare'));
    },
  },
  {
    when: 'before a new token, of a robot that writes to one repository',
    says: [...regenerating, 'It was last used on {0}.', 'It may write to {0}.'],
    play: async (bench, show) => {
      const registry = bench.registry();
      const row = await walk(registry, 'acme-platform', 'mirror');
      await registry.details(row, never);
      await ask(registry, show, 'regenerate', row);
    },
  },
  {
    when: 'before a new token, of a robot that writes to many, after its verification',
    says: [
      ...regenerating,
      'Its last known use was its verification from here, on {0}.',
      'It may write to {0} and {1} more repositories.',
    ],
    play: async (bench, show) => {
      const { world } = bench.quay;
      world.addRobot({ namespace: 'acme-platform', shortname: 'busy' });
      for (let index = 0; index < 10; index += 1) {
        const grants = { 'acme-platform+busy': 'write' } as const;
        world.addRepository('acme-platform', `busy-${index}`, grants);
      }
      const registry = bench.registry();
      const { record, secrets } = await registry.fetch(
        await walk(registry, 'acme-platform', 'busy'),
        never,
      );
      await registry.verify(record, secrets, never);
      const row = await walk(registry, 'acme-platform', 'busy');
      await registry.details(row, never);
      await ask(registry, show, 'regenerate', row);
    },
  },
  {
    when: 'before a robot is deleted',
    says: [
      'Delete the robot {0}?',
      'Its token stops working at once, and its permissions and trusted issuers go with it.',
      'A login made before stays good for up to one hour. A new robot of the same name would accept it again: after a leak, choose another name.',
    ],
    play: async (bench, show) => {
      const registry = bench.registry();
      await ask(registry, show, 'delete', await walk(registry, 'acme-platform', 'spare'));
    },
  },
  {
    when: 'before several robots are deleted',
    says: [
      'Delete {0} robots?',
      'Their tokens stop working at once, and their permissions and trusted issuers go with them.',
      'A login made before stays good for up to one hour. A new robot of the same name would accept it again: after a leak, choose another name.',
    ],
    play: async (bench, show) => {
      const registry = bench.registry();
      const spare = await walk(registry, 'acme-platform', 'spare');
      const mirror = await walk(registry, 'acme-platform', 'mirror');
      await show(consequenceOf(registry, 'delete', [spare, mirror]));
    },
  },
  {
    when: '204 for a robot deleted',
    says: ['{0} was deleted.'],
    play: async (bench, show) => {
      bench.quay.world.addRobot({ namespace: 'dana', shortname: 'gone' });
      await act(bench, show, 'delete', ['dana', 'gone']);
    },
  },
  {
    when: 'a robot was deleted, and the answer lost',
    says: ['The answer from {0} was lost: {1} may have been deleted or not.', '{0} was deleted.'],
    play: async (bench, show) => {
      bench.quay.world.addRobot({ namespace: 'dana', shortname: 'gone' });
      const fault = { kind: 'cut-after', method: 'DELETE' } as const;
      await actLost(bench, show, 'delete', ['dana', 'gone'], { fault });
    },
  },
  {
    when: 'a robot was not deleted, and the answer lost',
    says: [
      'The answer from {0} was lost: {1} may have been deleted or not.',
      '{0} is still there.',
    ],
    play: (bench, show) =>
      actLost(bench, show, 'delete', ['dana', 'backup'], {
        fault: { kind: 'cut', method: 'DELETE' },
      }),
  },
  {
    when: '400 for a robot that a mirror uses',
    says: ['The robot mirrors a repository. Take it out of the mirror’s configuration first.'],
    play: (bench, show) => {
      bench.quay.settings.mirroringRobots = ['acme-platform+mirror'];
      return act(bench, show, 'delete', ['acme-platform', 'mirror']);
    },
  },
  {
    when: '400 for a robot that is gone',
    says: [deleted],
    play: async (bench, show) => {
      const gone = bench.quay.world.addRobot({ namespace: 'dana', shortname: 'short-lived' });
      const registry = bench.registry();
      const row = await walk(registry, 'dana', 'short-lived');
      bench.quay.world.removeRobot(gone);
      await show(run(registry, 'regenerate', row));
    },
  },
  {
    when: 'a robot in the answer without its token',
    says: ['You may see {0}, but not its token.'],
    play: async (bench, show) => {
      const registry = bench.registry();
      const row = await walk(registry, 'dana', 'backup');
      const body = { name: 'dana+backup', description: '' };
      bench.quay.faults.add({ kind: 'refusal', status: 200, path: '*/robots/backup', body });
      await show(registry.fetch(row, never));
    },
  },
  {
    when: 'the token of a row that has none',
    says: ['“{0}” has no token to read.'],
    play: async (bench, show) => {
      const registry = bench.registry();
      const row = await walk(registry, 'acme-platform', 'ci', 'Repositories');
      await show(registry.fetch(row, never));
    },
  },
  {
    when: '403 for the robots of an organization',
    says: [
      'Listing the robots of {0} needs the scope {1} on the API token, and membership in {0}.',
    ],
    play: (bench, show) => list(bench, show, bench.quay.tokens.readOnly, ['acme-platform']),
  },
  {
    when: '403 for own robots',
    says: [lacksUserAdmin],
    play: (bench, show) => list(bench, show, bench.quay.tokens.readOnly, ['dana']),
  },
  {
    when: '403 with an error_type for the permissions of a robot',
    says: [
      'Where a robot of {0} may read or write is shown only to an API token with both scopes, {1} and {2}; this one lacks {1}.',
    ],
    play: (bench, show) =>
      list(bench, show, bench.quay.tokens.orgAdmin, ['acme-platform', 'ci', 'Repositories']),
  },
  {
    when: '403 with a message for the permissions of a robot',
    says: [
      'Where a robot of {0} may read or write is shown only to an admin of {0} whose API token has both scopes, {1} and {2}; {2} or the role is missing.',
    ],
    play: (bench, show) =>
      list(bench, show, bench.quay.tokens.userAdmin, ['acme-platform', 'ci', 'Repositories']),
  },
  {
    when: '403 for a robot with its token',
    says: ['This needs the scope {1} on the API token, and you must be an admin of {0}.'],
    play: async (bench, show) => {
      const row = await walk(bench.registry(), 'acme-platform', 'ci');
      await show(bench.registry(bench.quay.tokens.userAdmin).fetch(row, never));
    },
  },
  {
    when: 'an organization with is_org_admin false',
    says: [
      onlyAdmins,
      'Only an admin of {0} whose API token has the scope {1} may change its default permissions.',
    ],
    play: async (bench, show) => {
      const registry = bench.registry();
      const row = await walk(registry, 'my_org');
      await show(row);
      await show(collect(registry.children(row, never)));
    },
  },
  {
    when: 'a web page where the robots should be',
    says: [
      '{0} answered with a web page (status {1}) where Quay’s API should be. Check the address.',
    ],
    play: async (bench, show) => {
      const registry = bench.registry();
      const row = await walk(registry, 'dana');
      bench.quay.faults.add({ kind: 'login-page', path: '*/robots' });
      await show(collect(registry.children(row, never)));
    },
  },
  {
    when: 'JSON of another shape where the robots should be',
    says: [
      '{0} answered something that Quay does not promise: “{1}” is missing or not of its type.',
    ],
    play: async (bench, show) => {
      const registry = bench.registry();
      const row = await walk(registry, 'dana');
      bench.quay.faults.add({ kind: 'wrong-shape', path: '*/robots' });
      await show(collect(registry.children(row, never)));
    },
  },
  {
    when: '404 for the keys',
    says: ['{0} does not publish its keys.'],
    play: (bench, show) => {
      const body = { error_type: 'not_found', detail: 'Not Found' };
      bench.quay.faults.add({ kind: 'refusal', status: 404, path: '/keys/*', body });
      return show(Promise.resolve(bench.registry().keys?.(never)));
    },
  },
];
