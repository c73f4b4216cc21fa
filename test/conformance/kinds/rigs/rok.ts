import { KubeBench } from '../../../unit/net/kube/support.ts';
import { connection } from '../../../unit/registries/rok/support.ts';
import type { Rig } from '../rig.ts';

export async function rokRig(): Promise<Rig> {
  const bench = await KubeBench.start();
  const { world } = bench.rok;
  return {
    connection: connection(bench),
    trials: { issue: { values: { lifetime: '86400', subject: 'own' } } },
    changes: (argv) => argv.includes('token-create'),
    faults: bench.rok.kube.faults,
    commands: bench.rok.kube.settings,
    secrets: () => [bench.rok.kube.token, ...world.tokens.map(({ secret }) => secret)],
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
  };
}
