import { t } from '../../core/l10n.ts';
import type { TokenRecord } from '../../core/token.ts';
import type { Messages } from '../doors/messages.ts';

/** Tells that a token is in the clipboard, and for how long. `clearMs` 0 means until replaced. */
export function tellCopied(record: TokenRecord, clearMs: number, messages: Messages): void {
  messages.brief(
    'check',
    clearMs === 0
      ? t('Token of {0} copied', record.subject)
      : t('Token of {0} copied, cleared in {1} s', record.subject, clearMs / 1000),
  );
}
