import { t } from '../../core/l10n.ts';
import { mayHandOut } from '../caution.ts';
import { tellCopied } from '../copy.ts';
import type { Services } from '../services.ts';
import { withToken } from '../with-token.ts';

export async function copyToken(row: unknown, services: Services): Promise<void> {
  await withToken(row, t('Copy Token'), services, async ({ record, secrets }) => {
    if (!(await mayHandOut(record))) return;
    tellCopied(record, await services.clipboard.copySecret(secrets.token));
  });
}
