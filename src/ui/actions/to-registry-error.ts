import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';

/**
 * Makes anything that was thrown an error that can be shown. What is not a `RegistryError` is a
 * fault of ours; its text is not shown, since nobody vouched for it.
 */
export function toRegistryError(error: unknown): RegistryError {
  if (error instanceof RegistryError) return error;
  return new RegistryError(
    'protocol',
    t('Something went wrong inside the extension; see the log for details.'),
    { cause: error, repair: 'retry' },
  );
}
