import { t } from '../../../core/l10n.ts';
import type { FormValues } from '../../contract/form.ts';
import { list, text } from '../../contract/form-values.ts';
import { readClaim } from '../claims/claim.ts';
import { enumerate, explain } from '../claims/explain.ts';
import { readRights } from './request.ts';

/** Presets come from files as well: what they ask for must be something that can be asked. */
export function checkPreset(values: FormValues): string | undefined {
  const kind = text(values, 'rights');
  if (kind === 'everything') return undefined;
  if (kind === 'roles') {
    return list(values, 'roles').length === 0 ? t('it names no role') : undefined;
  }
  if (kind !== 'claims') return t('its “rights” are none of everything, roles and claims');
  const rows = list(values, 'claims');
  if (rows.length === 0) return t('it has no triplet');
  const wrong = rows.find((row) => readClaim(row) === undefined);
  return wrong === undefined ? undefined : t('“{0}” is not a triplet', wrong);
}

export function describePreset(values: FormValues): string {
  const asked = readRights({ ...values, via: 'direct' });
  switch (asked.kind) {
    case 'everything':
      return t('everything the user may do');
    case 'roles':
      return t('roles {0}', enumerate(asked.roles));
    case 'claims':
    case 'new-role':
      return asked.claims.map(explain).join('; ');
  }
}
