import { Secret } from '../../../../src/core/secret.ts';
import { FEDERATED_SUBJECT } from '../../../sandbox/sandbox.ts';
import { Bench } from '../../../unit/registries/quay/support.ts';
import { saved } from '../../../unit/registries/quay/saved.ts';
import type { Rig } from '../rig.ts';

export async function quayRig(): Promise<Rig> {
  const bench = await Bench.start({ manyDrpUsers: 0 });
  const { world } = bench.quay;
  const account = await saved(bench);
  let rotations = 1;
  const identity = new Secret(await bench.sandbox.oidc.mint({ sub: FEDERATED_SUBJECT }));
  return {
    get connection() {
      return account.connect();
    },
    trials: {
      issue: { values: { title: 'conformance' } },
      createRobot: { values: { name: 'conformance', description: 'x' } },
      setPermissions: {
        values: { role: 'admin', repositories: ['base'] },
        row: ({ path }) => path.join().includes('acme-platform'),
      },
      setTeams: { values: { teams: ['owners'] } },
      issueApiToken: {
        values: { name: 'conformance', scope: ['user:admin'], lifetime: '86400' },
      },
      renewSignIn: {
        values: { name: 'conformance', scope: ['user:admin', 'org:admin'], lifetime: '86400' },
      },
      rotate: {
        // Each time a robot is put beside another one, it has a name of its own.
        get values() {
          rotations += 1;
          return { when: 'grace', name: `conformance-${rotations}` };
        },
      },
      finishRotation: { after: 'rotate', values: { step: 'delete' } },
      setDefaults: {
        values: { which: 'new', delegate: 'team:builders', creator: '', role: 'read' },
        row: ({ label }) => label === 'acme-platform',
      },
      makeKeyless: {
        values: {
          repository: 'https://github.com/acme/api',
          run: 'branch',
          name: 'main',
          names: 'names',
          issuer: 'https://token.actions.githubusercontent.com',
          subject: 'repo:acme/api:ref:refs/heads/conformance',
        },
      },
      addIssuer: { values: { issuer: 'https://idp.example.test', subject: 'conformance' } },
      exchange: {
        values: { identity },
        row: ({ path, label }) => label === 'ci' && path.join().includes('acme-platform'),
      },
    },
    keep: async (outcome) => {
      await account.vault.tokens.settle(outcome);
    },
    faults: bench.quay.faults,
    secrets: () => [
      ...[...world.robots.values()].map(({ token }) => token),
      ...[...world.appTokens.values()].map(({ code }) => code),
      ...[...world.apiTokens.values()].map(({ secret }) => secret),
    ],
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
  };
}
