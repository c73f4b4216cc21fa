import { t } from '../../../core/l10n.ts';
import { variableIn } from './addresses.ts';

/** The secret that a value is; a variable in its place is said. */
export function secretOrVariable(value: string): {
  readonly secret?: string;
  readonly elsewhere?: string;
} {
  const variable = variableIn(value);
  return variable === undefined
    ? { secret: value }
    : { elsewhere: t('in the environment variable {0}', variable) };
}
