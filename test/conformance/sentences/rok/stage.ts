import { openRok } from '../../../../src/registries/rok/open.ts';
import type { Registry } from '../../../../src/registries/contract/registry.ts';
import type { CommandResult } from '../../../../src/net/kube/kubernetes.ts';
import { KubeBench } from '../../../unit/net/kube/support.ts';
import { connection } from '../../../unit/registries/rok/support.ts';
import type { Scene, Staging } from '../scene.ts';

export type RokScene = Scene<KubeBench>;

export const staging: Staging<KubeBench> = {
  start: () => KubeBench.start(),
  reset: (bench) => {
    bench.reset();
    bench.rok.registry.faults.clear();
    bench.rok.world.tokens.length = 0;
  },
};

/** A registry whose pod answers as it does, but for what is changed of the answer to a command. */
export function altered(
  bench: KubeBench,
  command: 'account-list' | 'token-create',
  change: Partial<CommandResult>,
  user = 'jdoe',
): Registry {
  const inner = connection(bench, { user });
  return openRok({
    ...inner,
    kubernetes: async () => {
      const kubernetes = await inner.kubernetes?.();
      if (kubernetes === undefined) throw new TypeError('no cluster');
      return {
        contexts: () => kubernetes.contexts(),
        run: async (target, argv, signal) => {
          const result = await kubernetes.run(target, argv, signal);
          return argv.includes(command) ? { ...result, ...change } : result;
        },
      };
    },
  });
}
