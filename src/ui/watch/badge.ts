import type * as vscode from 'vscode';
import { t } from '../../core/l10n.ts';
import { lifetimeState, nextState } from '../../core/remaining.ts';
import { warningTime } from '../../core/warning-time.ts';
import type { Vault } from '../../vault/vault.ts';
import { settings } from '../editor/settings.ts';
import type { LifeDisplay } from './life-timer.ts';

/** The number on the view's icon: how many held tokens have ended or are about to. */
export const badgeDisplay = (
  { tokens }: Pick<Vault, 'tokens'>,
  view: { badge: vscode.ViewBadge | undefined },
): LifeDisplay => ({
  update: (now) => {
    const wanted = settings.warnBeforeMs();
    const states = tokens
      .list()
      .map((record) => lifetimeState(record.lifetime, now, warningTime(record, wanted)));
    const count = (wanting: string) => states.filter((state) => state === wanting).length;
    view.badge = badge(count('expired'), count('ending'));
  },
  next: (now) => {
    const wanted = settings.warnBeforeMs();
    const changes = tokens
      .list()
      .flatMap((record) => nextState(record.lifetime, now, warningTime(record, wanted)) ?? []);
    return changes.length === 0 ? undefined : Math.min(...changes);
  },
});

function badge(expired: number, ending: number): vscode.ViewBadge | undefined {
  return expired + ending === 0
    ? undefined
    : {
        value: expired + ending,
        tooltip: t('Kept tokens: {0} expired, {1} near their end', expired, ending),
      };
}
