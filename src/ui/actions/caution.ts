import { t } from '../../core/l10n.ts';
import { oneLine } from '../../core/one-line.ts';
import type { TokenRecord } from '../../core/token.ts';
import type { Messages } from '../doors/messages.ts';

/**
 * Asks before a token is handed out that a person should know something about: that it may do more
 * than was asked for, say. Resolves with whether to go on; at once for all others.
 */
export async function mayHandOut(
  { caution, scope }: TokenRecord,
  messages: Messages,
): Promise<boolean> {
  if (caution === undefined) return true;
  const detail = [
    ...scope.map(oneLine),
    '',
    t('It is kept on this machine and marked in the tree; nothing was copied yet.'),
  ];
  const yes = await messages.confirmDanger(caution, detail.join('\n'), t('Do Not Copy'), {
    label: t('Copy Anyway'),
    value: true,
  });
  return yes === true;
}
