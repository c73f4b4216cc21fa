import { t } from '../../core/l10n.ts';
import type { Secret } from '../../core/secret.ts';
import type { TokenRecord } from '../../core/token.ts';
import { copied } from '../../delivery/places/copied.ts';
import { remember } from '../delivery/remember.ts';
import type { Messages } from '../doors/messages.ts';
import type { Services } from '../services.ts';

/**
 * Copies a token, or a text made from it, tells for how long it stays in the clipboard, and
 * remembers that it left this machine's keeping.
 *
 * @param form what it was made into, if anything
 */
export async function copySecretOf(
  record: TokenRecord,
  secret: Secret,
  services: Services,
  form?: string,
): Promise<void> {
  tellCopied(record, await services.clipboard.copySecret(secret), services.messages);
  await remember(copied, record, form === undefined ? {} : { form }, services);
}

/** `clearMs` 0 means until replaced. */
function tellCopied(record: TokenRecord, clearMs: number, messages: Messages): void {
  messages.brief(
    'check',
    clearMs === 0
      ? t('Token of {0} copied', record.subject)
      : t('Token of {0} copied, cleared in {1} s', record.subject, clearMs / 1000),
  );
}
