import { Secret } from '../../../../src/core/secret.ts';
import { FEDERATED_SUBJECT } from '../../../sandbox/sandbox.ts';
import { never, run, walk, type Bench } from '../../../unit/registries/quay/support.ts';
import type { Show } from '../scene.ts';
import type { QuayScene } from './stage.ts';

const refused = '{0} refuses the token: {1}';

/** Has the token of a robot of acme-platform verified, after something happened to it. */
async function verify(bench: Bench, show: Show, happens: () => unknown, given?: string) {
  const { world } = bench.quay;
  if (!world.robots.has('acme-platform+checked')) {
    world.addRobot({ namespace: 'acme-platform', shortname: 'checked' });
  }
  const registry = bench.registry();
  const row = await walk(registry, 'acme-platform', 'checked');
  const { record, secrets } = await registry.fetch(row, never);
  await happens();
  const token = given === undefined ? secrets.token : new Secret(given);
  await show(registry.verify(record, { token }, never));
}

/** What the image registry says of a token. */
export const verifying: readonly QuayScene[] = [
  {
    when: '200 of /v2/auth',
    says: ['{0} accepts the token of {1}.'],
    play: (bench, show) => verify(bench, show, () => undefined),
  },
  {
    when: '401: supplied password',
    says: [refused, 'it is not the robot’s current token; perhaps that was regenerated.'],
    play: (bench, show) => verify(bench, show, () => undefined, 'A1'.repeat(32)),
  },
  {
    when: '401: no robot with the username',
    says: [refused, 'there is no such robot; it may have been deleted.'],
    play: (bench, show) =>
      verify(bench, show, () => {
        const robot = bench.quay.world.robots.get('acme-platform+checked');
        if (robot !== undefined) bench.quay.world.removeRobot(robot);
      }),
  },
  {
    when: '401: the owner is disabled',
    says: [refused, 'the owner of the robot is disabled.'],
    play: async (bench, show) => {
      const owner = bench.quay.world.organizations.get('acme-platform');
      if (owner === undefined) throw new TypeError('no organization');
      await verify(bench, show, () => (owner.enabled = false));
      owner.enabled = true;
    },
  },
  {
    when: '401: robots are disabled',
    says: [refused, 'the administrator has switched robots off.'],
    play: (bench, show) => verify(bench, show, () => (bench.quay.settings.robotsDisallow = true)),
  },
  {
    when: '401 without words',
    says: [refused, 'it is wrong, has expired or was revoked.'],
    play: (bench, show) =>
      verify(bench, show, () =>
        bench.quay.faults.add({ kind: 'refusal', status: 401, path: '/v2/auth', body: {} }),
      ),
  },
  {
    when: '401 for an app token that is no longer there',
    says: ['The app token “{0}” was revoked.', refused, 'it is wrong, has expired or was revoked.'],
    play: async (bench, show) => {
      bench.quay.world.addAppToken({ owner: 'dana', title: 'refused' });
      const registry = bench.registry();
      const row = await walk(registry, 'App tokens', 'refused');
      const { record, secrets } = await registry.fetch(row, never);
      await show(run(registry, 'revoke', row));
      await show(registry.verify(record, secrets, never));
    },
  },
  {
    when: '500 for an exchanged token that has expired',
    says: ['{0} got a token for one hour.', refused, 'it has expired.'],
    play: async (bench, show) => {
      const registry = bench.registry();
      const row = await walk(registry, 'acme-platform', 'ci');
      const identity = new Secret(await bench.sandbox.oidc.mint({ sub: FEDERATED_SUBJECT }));
      const outcome = await show(run(registry, 'exchange', row, { identity }));
      if (outcome?.issued === undefined) return;
      bench.sandbox.clock.advance(3_700_000);
      await show(registry.verify(outcome.issued.record, outcome.issued.secrets, never));
      bench.sandbox.clock.advance(-3_700_000);
    },
  },
  {
    when: '500 for a JWT of somebody else',
    says: ['{0} failed on the token, as it does for tokens that it did not sign itself.'],
    play: async (bench, show) => {
      const foreign = await bench.sandbox.oidc.mint({ sub: 'acme-platform+checked' });
      await verify(bench, show, () => undefined, foreign);
    },
  },
];
