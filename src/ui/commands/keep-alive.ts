import { t } from '../../core/l10n.ts';
import { held, keptAlive } from '../actions/pick/able.ts';
import { pickToken } from '../actions/pick/token.ts';
import type { Services } from '../services.ts';

/** Has a token refreshed before its end, time after time, as long as an editor is open. */
export async function keepAlive(row: unknown, services: Services): Promise<void> {
  const { tokens } = services.vault;
  const target = await pickToken(row, services, t('Keep Token Alive'), held);
  if (target === undefined) return;
  const { record } = target;
  const secrets = await tokens.secrets(record.id);
  if (secrets?.refresh === undefined || record.lifetime.kind !== 'until') {
    await services.messages.info(
      t('{0} cannot be kept alive: it has no refresh token here, or no end.', record.label),
    );
    return;
  }
  const sure = await services.messages.confirm(
    t('Keep {0} alive?', record.label),
    t(
      'It is refreshed before its end, time after time, as long as the editor is open. Each time the former token stops working: whoever has a copy of it needs the new one.',
    ),
    { label: t('Keep Alive'), value: true },
  );
  if (sure !== true) return;
  await tokens.setKeepAlive(record.id, true);
  services.messages.brief(t('{0} is kept alive', record.label));
}

/** Ends that. */
export async function letExpire(row: unknown, services: Services): Promise<void> {
  const target = await pickToken(row, services, t('Stop Keeping Alive'), keptAlive);
  if (target === undefined) return;
  await services.vault.tokens.setKeepAlive(target.record.id, false);
  services.messages.brief(t('{0} is no longer kept alive', target.record.label));
}
