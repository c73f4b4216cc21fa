import type { Account } from '../../core/account.ts';
import { t } from '../../core/l10n.ts';
import type { TokenRecord } from '../../core/token.ts';
import { renewableSignIn } from '../accounts/renewable-sign-in.ts';
import type { RunnableCommand } from '../doors/commands.ts';
import type { Services } from '../services.ts';
import { type ItemNode, pasted, type RecordNode } from '../tree/node.ts';
import { targetOf } from './pick/record-target.ts';

/** Something that helps with a token that is about to end, or has ended. */
export interface EndAct {
  readonly icon: string;
  readonly label: string;
  readonly command: RunnableCommand;
}

/** Whether an account signs in with a token that its kind can put another one in the place of. */
async function isSignIn(
  { id, accountId }: TokenRecord,
  { vault, sessions }: Pick<Services, 'vault' | 'sessions'>,
): Promise<boolean> {
  const account = vault.accounts.get(accountId);
  return account !== undefined && (await renewableSignIn(account, sessions))?.id === id;
}

/** What helps with a token near its end, the likeliest first; nothing for one without an account. */
export async function endActs(
  record: TokenRecord,
  services: Pick<Services, 'vault' | 'sessions'>,
): Promise<readonly EndAct[]> {
  const { id, accountId, keepAlive } = record;
  const { vault } = services;
  if (accountId === '') return [];
  if (await isSignIn(record, services)) {
    return [{ icon: 'refresh', label: t('Renew Sign-In'), command: 'renewSignIn' }];
  }
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

/** The row that a command on a held token is run with. */
export function endRow(
  command: RunnableCommand,
  record: TokenRecord,
  account: Account | undefined,
): RecordNode | ItemNode {
  const row = { id: record.id, parent: pasted };
  return command === 'renewSignIn' && account !== undefined
    ? { ...row, type: 'item', ...targetOf(record, account, command) }
    : { ...row, type: 'record', account, record };
}

/** Whether a command is about another token than the one that ends. */
export const isAboutAnother = (command: RunnableCommand): boolean => command === 'setActive';
