import { RegistryError } from '../errors.ts';
import { t } from '../l10n.ts';

/** What everything that waits rejects with when the person has cancelled. */
export const cancelled = (cause?: unknown): RegistryError =>
  new RegistryError('cancelled', t('Cancelled.'), { cause });
