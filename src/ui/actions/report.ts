import type { Account } from '../../core/account.ts';
import type { RegistryError, Repair } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { Button } from '../doors/messages.ts';
import type { Services } from '../services.ts';
import { repairLabel } from './error-words.ts';
import { toRegistryError } from './to-registry-error.ts';

/**
 * Tells a person about an error: what happened, to which account, and the repair. Resolves with the
 * repair when its button was chosen. Cancelling is not an error and is not shown.
 */
export async function report(
  error: unknown,
  { log, messages }: Pick<Services, 'log' | 'messages'>,
  account?: Account,
): Promise<{ readonly error: RegistryError; readonly repair: Repair } | undefined> {
  const failure = toRegistryError(error);
  if (failure.code === 'cancelled') return undefined;
  log.error(account === undefined ? t('Error') : account.label, failure);
  const text = account === undefined ? failure.message : `${account.label}: ${failure.message}`;
  const buttons: Button<Repair | 'log'>[] = [failure.repair, failure.otherRepair]
    .filter((repair) => repair !== undefined)
    .map((repair) => ({ label: repairLabel(repair), value: repair }));
  buttons.push({ label: t('Show Log'), value: 'log' });
  const severity = failure.code === 'lost-answer' ? 'warn' : 'error';
  const chosen = await messages[severity]<Repair | 'log'>(text, ...buttons);
  if (chosen === 'log') log.show();
  return chosen === undefined || chosen === 'log' ? undefined : { error: failure, repair: chosen };
}
