import { t } from '../../core/l10n.ts';
import type { Operation } from '../../registries/contract/action.ts';
import { messages } from '../doors/messages.ts';
import { toRegistryError } from './to-registry-error.ts';
import type { VerbWords } from './operate.ts';
import type { Target } from './pick/item.ts';
import { withProgress } from './progress.ts';
import type { Services } from '../services.ts';
import { keepOutcome } from './settle.ts';

/**
 * Does an operation to several rows, one after the other, each once. One that fails does not keep
 * the others; what was done and what was not is told at the end, in one message.
 */
export async function runSeveral(
  operation: Operation,
  targets: readonly Target[],
  words: VerbWords,
  services: Services,
): Promise<void> {
  const failed: string[] = [];
  let done = 0;
  await withProgress(words.progress(t('{0} rows', targets.length)), async (signal) => {
    for (const { account, item } of targets) {
      if (signal.aborted) break;
      try {
        await keepOutcome(await operation.run(item, {}, signal), account, services);
        done += 1;
      } catch (error) {
        const failure = toRegistryError(error);
        if (failure.code === 'cancelled') break;
        services.log.error(`${account.label}: ${item.label}`, failure);
        failed.push(`${item.label}: ${failure.message}`);
      }
    }
  });
  const [first] = failed;
  if (first === undefined) {
    await messages.info(t('{0}: {1} of {2} done.', words.title, done, targets.length));
    return;
  }
  const show = await messages.warn(
    t('{0}: {1} of {2} done. {3}', words.title, done, targets.length, first),
    { label: t('Show Log'), value: true },
  );
  if (show === true) services.log.show();
}
