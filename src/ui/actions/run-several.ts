import { t } from '../../core/l10n.ts';
import type { Action } from '../../registries/contract/action.ts';
import type { ActionPresentation, SeveralWords } from '../../registries/contract/contributions.ts';
import type { FormValues } from '../../registries/contract/form.ts';
import type { Services } from '../services.ts';
import { leaver } from './leave-row.ts';
import type { Target } from './pick/item.ts';
import { operate } from './settle.ts';
import { toRegistryError } from './to-registry-error.ts';

/** How an action looks that several rows may have. */
export type SeveralPresentation = ActionPresentation & { readonly several: SeveralWords };

/** A row, and what is done to it. */
export interface Step extends Target {
  readonly action: Action;
}

/**
 * Does an action to several rows, one after the other, each once. One that fails does not keep the
 * others; what was done and what was not is told at the end, in one message.
 */
export async function runSeveral(
  steps: readonly Step[],
  values: FormValues,
  { progress, several, ends }: SeveralPresentation,
  services: Services,
): Promise<void> {
  const failed: string[] = [];
  const done: Step[] = [];
  const leave = leaver(steps, services.view);
  await services.progress(progress(t('{0} rows', steps.length)), async (signal) => {
    for (const step of steps) {
      const { account, item, action } = step;
      if (signal.aborted) break;
      try {
        const run = () => action.run(item, values, signal);
        await operate(run, { account, item }, services, signal);
        done.push(step);
      } catch (error) {
        const failure = toRegistryError(error);
        if (failure.code === 'cancelled') break;
        services.log.error(`${account.label}: ${item.label}`, failure);
        failed.push(`${item.label}: ${failure.message}`);
      }
    }
  });
  if (ends === true) await leave(done);
  const [first] = failed;
  const count =
    done.length === steps.length
      ? String(steps.length)
      : t('{0} of {1}', done.length, steps.length);
  const told = several.done(count);
  if (first === undefined) {
    await services.messages.info(told);
    return;
  }
  const show = await services.messages.warn(`${told} ${first}`, {
    label: t('Show Log'),
    value: true,
  });
  if (show === true) services.log.show();
}
