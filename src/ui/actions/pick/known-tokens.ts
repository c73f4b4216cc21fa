import { t } from '../../../core/l10n.ts';
import type { TokenRecord } from '../../../core/token.ts';
import type { Services } from '../../services.ts';
import type { Able } from './able.ts';
import { type Recent, recentTokens } from './recent.ts';
import type { TokenTarget } from './token-target.ts';

/** Tokens that are known without asking anybody, under a heading. */
export interface KnownTokens {
  readonly title: string;
  readonly targets: readonly TokenTarget[];
}

/** The active token, then those used last, then the others that are held; each once. */
export function knownTokens(able: Able, services: Services): readonly KnownTokens[] {
  const { vault, memory } = services;
  const ofRecord = (record: TokenRecord): TokenTarget => ({
    record,
    account: vault.accounts.get(record.accountId),
    item: undefined,
  });
  const ofRecent = (recent: Recent): readonly TokenTarget[] => {
    const record = vault.tokens.get(recent.record.id);
    if (record !== undefined) return [ofRecord(record)];
    const account = vault.accounts.get(recent.record.accountId);
    return account === undefined || recent.row === undefined
      ? []
      : [{ record: recent.record, account, item: itemOf(recent, recent.row) }];
  };
  const seen = new Set<string>();
  const fresh = (targets: readonly TokenTarget[]) =>
    targets.filter((target) => {
      if (seen.has(target.record.id) || !able.can(target, services)) return false;
      seen.add(target.record.id);
      return true;
    });
  const active = vault.active.token;
  return [
    { title: t('active'), targets: fresh(active === undefined ? [] : [ofRecord(active)]) },
    { title: t('used last'), targets: fresh(recentTokens(memory).flatMap(ofRecent)) },
    { title: t('held'), targets: fresh(vault.tokens.list().map(ofRecord)) },
  ].filter(({ targets }) => targets.length > 0);
}

/** The row as far as it is remembered: its registry tells the secret again. */
const itemOf = (
  { record }: Recent,
  { type, label }: NonNullable<Recent['row']>,
): NonNullable<TokenTarget['item']> => ({
  path: record.path,
  type,
  label,
  token: record,
  hasChildren: false,
  can: ['fetch'],
  within: [],
});
