import { Secret } from '../../../../src/core/secret.ts';
import { AccountKeeping } from '../../../../src/vault/keeping.ts';
import { Bench } from '../../../unit/registries/jfrog/support.ts';
import { openWindow } from '../../../unit/vault/window.ts';
import type { Rig } from '../rig.ts';

const description = 'conformance';

export async function jfrogRig(): Promise<Rig> {
  const bench = await Bench.start({ manyDrpUsers: 0 });
  const { world } = bench.jfrog;
  const { vault } = openWindow();
  const pasted = world.issue({ username: 'bob', lifetime: 86_400 });
  const isIssued = ({ label }: { readonly label: string }) => label === description;
  return {
    connection: {
      ...bench.connection(),
      keeping: new AccountKeeping(vault, bench.account, bench.alone),
    },
    trials: {
      issue: {
        values: { scopes: ['user'], lifetime: '86400', options: ['refreshable'], description },
      },
      refresh: { after: 'issue', row: isIssued },
      revoke: { after: 'issue', row: isIssued },
      revokeValue: { values: { value: new Secret(bench.jwt(pasted)) } },
      pair: { values: { useCase: 'access/mission-control' } },
    },
    keep: async (outcome) => {
      await vault.tokens.settle(outcome);
    },
    faults: bench.jfrog.faults,
    secrets: () => [
      ...[...world.tokens.values()].flatMap((token) => [
        bench.jwt(token),
        token.refresh,
        token.reference,
      ]),
      ...[...world.users.values()].map(({ password }) => password),
    ],
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
  };
}
