import { t } from '../../core/l10n.ts';
import type { Secret } from '../../core/secret.ts';
import type { TokenRecord } from '../../core/token.ts';
import { copied } from '../../delivery/places/copied.ts';
import { remember } from '../delivery/remember.ts';
import type { Services } from '../services.ts';

/**
 * Copies a token, or a text made from it, tells for how long it stays in the clipboard, and
 * remembers that it left this machine's keeping. Resolves with what was told.
 *
 * @param form what it was made into, if anything
 */
export async function copySecretOf(
  record: TokenRecord,
  secret: Secret,
  services: Services,
  form?: string,
): Promise<string> {
  const clearMs = await services.clipboard.copySecret(secret);
  const { subject } = record;
  const told =
    clearMs === 0
      ? t('Token of {0} copied', subject)
      : t('Token of {0} copied, cleared in {1} s', subject, clearMs / 1000);
  services.messages.brief(told);
  await remember(copied, record, form === undefined ? {} : { form }, services);
  return told;
}
