import type { Account } from '../../../core/account.ts';
import type { Clock } from '../../../core/clock.ts';
import { t } from '../../../core/l10n.ts';
import { remainingText } from '../../../core/remaining.ts';
import type { TokenRecord } from '../../../core/token.ts';
import type { Item } from '../../../registries/contract/item.ts';
import type { Services } from '../../services.ts';
import { isNode, tokenOf } from '../../tree/node.ts';
import type { PickRow } from '../../wizard/pick-step.ts';
import { pickTarget } from './item.ts';

/** A token to do something with: held here, or behind a row of a registry. */
export interface TokenTarget {
  readonly record: TokenRecord;
  /** Absent for pasted tokens. */
  readonly account: Account | undefined;
  /** The row, when the registry lists the token. */
  readonly item: Item | undefined;
}

/**
 * The token of the row a command was started from; else the person chooses one of the held tokens,
 * or goes to a registry for another.
 */
export async function pickToken(
  row: unknown,
  services: Services,
  title: string,
): Promise<TokenTarget | undefined> {
  const given = targetOf(row);
  if (given !== undefined) return given;
  const { vault } = services;
  const held = vault.tokens.list();
  if (held.length === 0) return fromRegistry(services, title);
  const result = await services.steps.pick<TokenRecord | 'registry'>({
    frame: { title, step: 1, totalSteps: 1 },
    placeholder: t('Which token?'),
    rows: [
      ...held.map((record) =>
        tokenRow(record, vault.accounts.get(record.accountId), services.clock),
      ),
      ...(vault.accounts.list().length === 0
        ? []
        : [{ icon: 'search', label: t('From a registry…'), value: 'registry' as const }]),
    ],
  });
  if (result.kind !== 'value') return undefined;
  if (result.value === 'registry') return fromRegistry(services, title);
  const record = result.value;
  return { record, account: vault.accounts.get(record.accountId), item: undefined };
}

/** A held token as a row of a quick pick. */
export function tokenRow(
  record: TokenRecord,
  account: Account | undefined,
  clock: Clock,
): PickRow<TokenRecord> {
  return {
    icon: 'key',
    label: record.label,
    description: remainingText(record.lifetime, clock.now()),
    detail: [account?.label ?? t('Pasted tokens'), record.subject].join(' · '),
    value: record,
  };
}

function targetOf(row: unknown): TokenTarget | undefined {
  if (!isNode(row)) return undefined;
  const record = tokenOf(row);
  if (record === undefined) return undefined;
  if (row.type === 'item') return { record, account: row.account, item: row.item };
  return row.type === 'record' ? { record, account: row.account, item: undefined } : undefined;
}

async function fromRegistry(services: Services, title: string): Promise<TokenTarget | undefined> {
  const target = await pickTarget(undefined, 'fetch', services, title);
  if (target?.item.token === undefined) return undefined;
  return { record: target.item.token, account: target.account, item: target.item };
}
