import { t } from '../../core/l10n.ts';
import { listed } from '../actions/pick/able.ts';
import { pickToken } from '../actions/pick/token.ts';
import type { Services } from '../services.ts';

/** Finds a token by name and shows its row. */
export async function goToToken(services: Services): Promise<void> {
  const target = await pickToken(undefined, services, t('Go to Token'), listed);
  if (target === undefined) return;
  await services.view.goTo(target.record.accountId, target.record.path);
}
