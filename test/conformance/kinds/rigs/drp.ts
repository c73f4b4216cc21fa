import { Bench, issue, issuedOf } from '../../../unit/registries/drp/support.ts';
import type { Rig } from '../rig.ts';

export async function drpRig(): Promise<Rig> {
  return rigOf(await Bench.start());
}

/**
 * Of an account that signs in with a token of its own user, and revokes it: with that its own
 * sign-in ends, and a question after it gets no answer.
 */
export async function drpByTokenRig(): Promise<Rig> {
  const bench = await Bench.start();
  const { user } = bench.drp;
  const { secrets } = issuedOf(await issue(bench.registry(), user, { rights: 'all' }));
  const rig = rigOf(bench);
  return {
    ...rig,
    connection: bench.connection(user, { token: secrets.token }),
    trials: { ...rig.trials, revoke: { row: ({ label }) => label === user } },
  };
}

function rigOf(bench: Bench): Rig {
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
