import type { Account } from '../../core/account.ts';
import { utcText } from '../../core/instant.ts';
import { t } from '../../core/l10n.ts';
import type { Lifetime } from '../../core/lifetime.ts';
import { redact } from '../../core/redact.ts';
import { remainingSpoken, remainingText } from '../../core/remaining.ts';
import type { TokenRecord } from '../../core/token.ts';
import { findKind } from '../../registries/kinds.ts';
import type { Services } from '../services.ts';

/**
 * What is told of a token to others than the person: metadata, and nothing that opens a door. What
 * stands in a name is the server's: it is masked where it is or looks like a secret.
 */
export interface TokenFacts {
  readonly id: string;
  /** The account's label; absent for pasted tokens. */
  readonly account?: string;
  /** The product's name. */
  readonly registry?: string;
  readonly label: string;
  /** Whom it acts as. */
  readonly subject: string;
  /** Its rights in the registry's own words. */
  readonly rights: readonly string[];
  /** Milliseconds since the epoch. */
  readonly issuedAt?: number;
  readonly lifetime: Lifetime;
  /** Host (and port) of the image registry that accepts it. */
  readonly host?: string;
  /** The secret is on this machine. */
  readonly held: boolean;
  readonly active: boolean;
  /** Programs get the login of its host from the editor. */
  readonly served: boolean;
  readonly keptAlive: boolean;
}

export function tokenFacts(
  record: TokenRecord,
  { vault, serving }: Pick<Services, 'vault' | 'serving'>,
): TokenFacts {
  const { id, label, subject, scope, issuedAt, lifetime, registryHost: host, keepAlive } = record;
  const account = vault.accounts.get(record.accountId);
  const registry = account && findKind(account.kind)?.label;
  return {
    id,
    ...(account === undefined ? {} : { account: account.label }),
    ...(registry === undefined ? {} : { registry }),
    label: redact(label),
    subject: redact(subject),
    rights: scope.map(redact),
    ...(issuedAt === undefined ? {} : { issuedAt }),
    lifetime,
    ...(host === undefined ? {} : { host }),
    held: vault.tokens.get(id) !== undefined,
    active: vault.active.token?.id === id,
    served: serving.hostOf(id) !== undefined,
    keptAlive: keepAlive === true,
  };
}

/** Account, subject, rights and life of a token, a line each, for a question. */
export const tokenLines = (
  record: TokenRecord,
  account: Account | undefined,
  now: number,
): readonly string[] => [
  accountLine(account),
  t('Subject: {0}', record.subject),
  t('Rights: {0}', record.scope.length === 0 ? t('unknown') : record.scope.join(', ')),
  t('Lifetime: {0}', remainingSpoken(record.lifetime, now)),
];

/** How long a token lives, in words, and until when. */
export const lifeOf = (lifetime: Lifetime, { clock }: Pick<Services, 'clock'>) => ({
  life: remainingText(lifetime, clock.now()),
  ...(lifetime.kind === 'until' ? { ends: utcText(lifetime.at) } : {}),
});

export const accountLine = (account: Account | undefined): string =>
  account === undefined
    ? t('Account: none, it was pasted')
    : t('Account: {0} ({1})', account.label, account.url);
