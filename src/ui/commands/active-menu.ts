import { t } from '../../core/l10n.ts';
import { lifetimeState, remainingText } from '../../core/remaining.ts';
import { warningTime } from '../../core/warning-time.ts';
import { endActs, endRow, isAboutAnother } from '../actions/end-acts.ts';
import type { RunnableCommand } from '../doors/commands.ts';
import { settings } from '../editor/settings.ts';
import type { Services } from '../services.ts';

/** What can be done with the active token: the menu behind the status bar item. */
export async function activeTokenMenu(services: Services): Promise<void> {
  const { vault, clock, steps, run } = services;
  const record = vault.active.token;
  if (record === undefined) {
    await run('setActive');
    return;
  }
  const threshold = warningTime(record, settings.warnBeforeMs());
  const state = lifetimeState(record.lifetime, clock.now(), threshold);
  const acts = await endActs(record, services);
  const helps = state === 'ending' || state === 'expired' ? acts : [];
  const picked = await steps.pick<RunnableCommand>({
    frame: { title: record.label, step: 1, totalSteps: 1 },
    placeholder: remainingText(record.lifetime, clock.now()),
    rows: [
      ...helps.map(({ icon, label, command }) => ({ icon, label, value: command })),
      { icon: 'copy', label: t('Copy Token'), value: 'copyToken' },
      { icon: 'copy', label: t('Copy Token As…'), value: 'copyTokenAs' },
      { icon: 'open-preview', label: t('Decode Token'), value: 'decodeToken' },
      { icon: 'verified', label: t('Verify Token with Registry'), value: 'verifyToken' },
      ...(record.loginName === undefined || record.registryHost === undefined
        ? []
        : [{ icon: 'terminal', label: t('Docker Login'), value: 'dockerLogin' as const }]),
      ...(helps.length > 0 || !acts.some(({ command }) => command === 'refreshToken')
        ? []
        : [{ icon: 'refresh', label: t('Refresh Token'), value: 'refreshToken' as const }]),
      { icon: 'arrow-swap', label: t('Switch to Another Token…'), value: 'setActive' },
      { icon: 'circle-slash', label: t('Clear Active Token'), value: 'clearActive' },
    ],
  });
  if (picked.kind !== 'value') return;
  const account = vault.accounts.get(record.accountId);
  const { value } = picked;
  await run(value, ...(isAboutAnother(value) ? [] : [endRow(value, record, account)]));
}
