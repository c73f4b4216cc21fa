import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';

/** A file that its tool would not read either, or that is written in a way that is not known here. */
export const notUnderstood = (file: string): RegistryError =>
  new RegistryError(
    'invalid-input',
    t('{0} is written in a way that cannot be changed here. Nothing was changed.', file),
    { repair: null },
  );
