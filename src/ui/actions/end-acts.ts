import { t } from '../../core/l10n.ts';
import type { TokenRecord } from '../../core/token.ts';
import type { RunnableCommand } from '../doors/commands.ts';
import type { Services } from '../services.ts';

/** Something that helps with a token that is about to end, or has ended. */
export interface EndAct {
  readonly icon: string;
  readonly label: string;
  readonly command: RunnableCommand;
}

/** What helps with a token near its end, the likeliest first; nothing for one without an account. */
export async function endActs(
  { id, accountId, keepAlive }: TokenRecord,
  { vault }: Pick<Services, 'vault'>,
): Promise<readonly EndAct[]> {
  if (accountId === '') return [];
  const canRefresh = (await vault.tokens.secrets(id))?.refresh !== undefined;
  return [
    { icon: 'add', label: t('Issue New One'), command: 'issueAnother' },
    ...(canRefresh
      ? [{ icon: 'refresh', label: t('Refresh'), command: 'refreshToken' as const }]
      : []),
    ...(canRefresh && keepAlive !== true
      ? [{ icon: 'heart', label: t('Keep Alive'), command: 'keepAlive' as const }]
      : []),
  ];
}

/** Whether a command is about another token than the one that ends. */
export const isAboutAnother = (command: RunnableCommand): boolean => command === 'setActive';
