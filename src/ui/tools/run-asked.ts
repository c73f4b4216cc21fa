import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Action } from '../../registries/contract/action.ts';
import type { ActionId } from '../../registries/contract/action-id.ts';
import type { FormValues } from '../../registries/contract/form.ts';
import { presentationOf } from '../../registries/presentation.ts';
import type { Target } from '../actions/pick/item.ts';
import { operate } from '../actions/settle.ts';
import type { Services } from '../services.ts';

/**
 * Does to a row what a model asked for, once, after a yes of the person in a modal of our own: the
 * editor may have approved the tool for good. Resolves with `undefined` when they said no.
 *
 * @param lines what the person is told, beside what the action itself says before it is done
 */
export async function runAsked(
  id: ActionId,
  action: Action,
  { account, item }: Target,
  values: FormValues,
  lines: readonly string[],
  services: Services,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  const looks = await presentationOf(id);
  const said = await action.consequence?.([item], values, signal);
  const { endingPlaces } = await import('../actions/ending-places.ts');
  const places = await endingPlaces(id, [{ account, item }], services);
  const detail = [t('A language model asks for this.'), lines.join('\n'), said?.detail, places];
  const yes = await services.messages.confirmDanger(
    said?.message ?? `${looks.title()}: ${item.label}?`,
    detail.filter((part) => part !== undefined).join('\n\n'),
    t('Leave As Is'),
    { label: looks.button(), value: true },
  );
  if (yes !== true) return undefined;
  const outcome = await services.progress(looks.progress(item.label), (cancelled) => {
    const either = AbortSignal.any([signal, cancelled]);
    return operate(() => action.run(item, values, either), { account, item }, services, either);
  });
  services.log.info(`${account.label}: ${outcome.message}`);
  return outcome;
}

/** How an action of an account's registry is done. Rejects with `unsupported` where it is not. */
export async function actionOf(
  id: ActionId,
  { account, item }: Target,
  { sessions }: Services,
): Promise<Action> {
  const action = (await sessions.registry(account)).actions[id];
  if (action !== undefined) return action;
  throw new RegistryError('unsupported', item.blocked?.[id] ?? t('This cannot be done here.'));
}

export const declined = { done: false, why: 'the person said no' } as const;
