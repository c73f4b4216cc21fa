import type { Account } from '../../core/account.ts';
import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { TokenRecord } from '../../core/token.ts';
import type { Renewal } from '../../registries/contract/registry.ts';
import { attempt } from '../actions/attempt.ts';
import { settle } from '../actions/settle.ts';
import type { Services } from '../services.ts';

/**
 * Gets another token with the choices of one that is refused, without asking. The refused one is
 * removed from this machine, and when it was the active one, the new one is.
 */
export async function renew(
  { action: id, item, values }: Renewal,
  refused: TokenRecord,
  account: Account,
  services: Services,
): Promise<void> {
  await attempt(account, services, async () => {
    const { active } = services.vault;
    const action = (await services.sessions.registry(account)).actions[id];
    if (action === undefined) {
      throw new RegistryError('unsupported', t('This cannot be done here.'));
    }
    const outcome = await services.progress(
      t('Issuing a new token for {0}…', refused.subject),
      (signal) => action.run(item, values, signal),
    );
    const wasActive = active.token?.id === refused.id;
    await settle({ ...outcome, ended: [...(outcome.ended ?? []), refused.id] }, account, services);
    if (wasActive && outcome.issued !== undefined) await active.set(outcome.issued.record.id);
  });
}
