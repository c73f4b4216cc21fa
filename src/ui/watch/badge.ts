import type * as vscode from 'vscode';
import type { Clock } from '../../core/clock.ts';
import { t } from '../../core/l10n.ts';
import { lifetimeState } from '../../core/remaining.ts';
import { warningTime } from '../../core/warning-time.ts';
import type { Vault } from '../../vault/vault.ts';
import { settings } from '../editor/settings.ts';

/** How many held tokens have ended or are about to: the number on the view's icon. */
export function badgeFor(vault: Vault, clock: Clock): vscode.ViewBadge | undefined {
  const now = clock.now();
  const states = vault.tokens
    .list()
    .map((record) =>
      lifetimeState(record.lifetime, now, warningTime(record, settings.warnBeforeMs())),
    );
  const expired = states.filter((state) => state === 'expired').length;
  const ending = states.filter((state) => state === 'ending').length;
  if (expired + ending === 0) return undefined;
  return {
    value: expired + ending,
    tooltip: t('Kept tokens: {0} expired, {1} near their end', expired, ending),
  };
}
