import { Bench } from '../../../unit/registries/drp/support.ts';
import type { Rig } from '../rig.ts';

export async function drpRig(): Promise<Rig> {
  const bench = await Bench.start();
  const { world } = bench.drp;
  return {
    connection: bench.connection(),
    trials: {
      issue: {
        // Narrowed, so that it is tried before anybody gets it.
        values: { rights: 'roles', roles: ['readonly'], lifetime: '3600' },
        row: ({ label }) => label === 'alice',
      },
      revoke: { row: ({ label }) => label === 'alice' },
    },
    faults: bench.drp.faults,
    secrets: () => [
      ...[...world.users.values()].flatMap(({ password, secret }) => [password, secret]),
      ...world.tokens.keys(),
    ],
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
  };
}
