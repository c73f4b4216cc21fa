import { t } from '../../core/l10n.ts';
import { mayHandOut } from '../actions/caution.ts';
import { copySecretOf } from '../actions/copy.ts';
import { withSecret } from '../actions/pick/able.ts';
import { withToken } from '../actions/with-token.ts';
import type { Services } from '../services.ts';

export async function copyToken(row: unknown, services: Services): Promise<void> {
  await withToken(row, t('Copy Token'), services, withSecret, async ({ record, secrets }) => {
    if (!(await mayHandOut(record, services.messages))) return;
    await copySecretOf(record, secrets.token, services);
  });
}
