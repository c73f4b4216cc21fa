import { readFileSync } from 'node:fs';
import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';

/**
 * PEM text out of base64 or, without it, of a file, as kubectl prefers them. `undefined` without
 * either; rejects with `invalid-input` for a file that cannot be read.
 */
export function pem(
  context: string,
  file: string | undefined,
  data: string | undefined,
): string | undefined {
  if (data !== undefined) return Buffer.from(data, 'base64').toString('utf8');
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new RegistryError(
      'invalid-input',
      t('{0}, which the context “{1}” names, cannot be read.', file, context),
      { cause: error, repair: 'retry' },
    );
  }
}
