import { t } from '../../core/l10n.ts';
import { remainingText } from '../../core/remaining.ts';
import type { RunnableCommand } from '../doors/commands.ts';
import type { Services } from '../services.ts';
import type { RecordNode } from '../tree/node.ts';
import { pasted } from '../tree/node.ts';

/** What can be done with the active token: the menu behind the status bar item. */
export async function activeTokenMenu({ vault, clock, steps, run }: Services): Promise<void> {
  const record = vault.active.token;
  if (record === undefined) {
    await run('setActive');
    return;
  }
  const picked = await steps.pick<RunnableCommand>({
    frame: { title: record.label, step: 1, totalSteps: 1 },
    placeholder: remainingText(record.lifetime, clock.now()),
    rows: [
      { icon: 'copy', label: t('Copy Token'), value: 'copyToken' },
      { icon: 'copy', label: t('Copy Token As…'), value: 'copyTokenAs' },
      { icon: 'open-preview', label: t('Decode Token'), value: 'decodeToken' },
      { icon: 'verified', label: t('Verify Token with Registry'), value: 'verifyToken' },
      ...(record.loginName === undefined || record.registryHost === undefined
        ? []
        : [{ icon: 'terminal', label: t('Docker Login'), value: 'dockerLogin' as const }]),
      ...((await vault.tokens.secrets(record.id))?.refresh === undefined
        ? []
        : [{ icon: 'refresh', label: t('Refresh Token'), value: 'refreshToken' as const }]),
      { icon: 'arrow-swap', label: t('Switch to Another Token…'), value: 'setActive' },
      { icon: 'circle-slash', label: t('Clear Active Token'), value: 'clearActive' },
    ],
  });
  if (picked.kind !== 'value') return;
  const account = vault.accounts.get(record.accountId);
  const row: RecordNode = { type: 'record', id: record.id, account, record, parent: pasted };
  // Switching asks for another token; everything else is done with this one.
  await run(picked.value, ...(picked.value === 'setActive' ? [] : [row]));
}
