import type { Account } from '../../core/account.ts';
import type { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { Button } from '../doors/messages.ts';
import type { Services } from '../services.ts';
import { toRegistryError } from './to-registry-error.ts';

/** Something to do about an error: the words of the button, and what it does. */
export type Help = Button<() => Promise<void>>;

/**
 * Tells a person about an error: what happened, and to which account. What the person chooses is
 * done from here, so that no caller can offer help and then drop the answer. Resolves when that is
 * done. Cancelling is not an error and is not shown.
 *
 * @param helpFor what can be done about it, beside reading the log
 */
export async function report(
  error: unknown,
  { log, messages }: Pick<Services, 'log' | 'messages'>,
  account?: Account,
  helpFor: (error: RegistryError) => readonly Help[] = () => [],
): Promise<void> {
  const failure = toRegistryError(error);
  if (failure.code === 'cancelled') return;
  log.error(account === undefined ? t('Error') : account.label, failure);
  const text = account === undefined ? failure.message : `${account.label}: ${failure.message}`;
  const showLog = () => {
    log.show();
    return Promise.resolve();
  };
  const severity = failure.code === 'lost-answer' ? 'warn' : 'error';
  const chosen = await messages[severity](text, ...helpFor(failure), {
    label: t('Show Log'),
    value: showLog,
  });
  await chosen?.();
}
