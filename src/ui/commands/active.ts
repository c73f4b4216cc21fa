import { t } from '../../core/l10n.ts';
import { attempt } from '../actions/attempt.ts';
import { obtain } from '../actions/obtain.ts';
import { toBeActive } from '../actions/pick/able.ts';
import { pickToken } from '../actions/pick/token.ts';
import type { Services } from '../services.ts';

/**
 * Makes a token the one the status bar shows. A token that is only listed is read and held first:
 * the active token is there to be copied in one step.
 */
export async function setActive(row: unknown, services: Services): Promise<void> {
  const target = await pickToken(row, services, t('Set Active Token'), toBeActive);
  if (target === undefined) return;
  const { vault } = services;
  if (vault.tokens.get(target.record.id) === undefined && target.account !== undefined) {
    await attempt(target.account, services, async () => {
      await vault.tokens.keep(await obtain(target, services));
      await vault.active.set(target.record.id);
    });
    return;
  }
  await vault.active.set(target.record.id);
}

export async function clearActive({ vault }: Services): Promise<void> {
  await vault.active.set(undefined);
}
