import type { Account } from '../../core/account.ts';
import { formatInstant } from '../../core/instant.ts';
import { t } from '../../core/l10n.ts';
import { remainingSpoken } from '../../core/remaining.ts';
import type { TokenRecord } from '../../core/token.ts';
import { visible } from '../../core/visible.ts';
import type { Decoded } from '../../jwt/decoded.ts';
import { opaqueText } from '../../jwt/opaque.ts';
import type { Row } from '../../jwt/row.ts';
import type { ReadToken } from './read-token.ts';

/** A token, and what is known of it beside what it says: nothing for a pasted one. */
export interface Readable extends ReadToken {
  readonly record?: TokenRecord;
  readonly account?: Pick<Account, 'label'>;
}

/** Of an opaque token that tells no end, the end that its record has. */
export function withKnownEnd(decoded: Decoded, record: TokenRecord | undefined): Decoded {
  return decoded.kind === 'opaque' && decoded.lifetime.kind === 'unknown' && record !== undefined
    ? { ...decoded, lifetime: record.lifetime }
    : decoded;
}

/** Who, what and until when by the record; `undefined` for tokens that say so themselves. */
export function knownSummary(readable: Readable, now: number): string | undefined {
  const { decoded, languages, account } = readable;
  const record = recordOfUnreadable(readable);
  if (record === undefined) return undefined;
  const form = formText(decoded, languages);
  const subject = visible(record.subject, 200);
  const said = [
    whose(subject, account?.label),
    ...(record.scope.length === 0 ? [] : [t('may {0}', visible(record.scope.join('; '), 200))]),
    remainingSpoken(record.lifetime, now),
  ];
  return `${form}: ${said.join(', ')}`;
}

function formText(decoded: Decoded, languages: Readable['languages']): string {
  switch (decoded.kind) {
    case 'opaque':
      return opaqueText(decoded, languages);
    case 'empty':
      return t('A token whose secret is not here');
    default:
      return t('An encrypted token (JWE)');
  }
}

/** Accounts are often named after their user and host. */
function whose(subject: string, account: string | undefined): string {
  if (account === undefined) return subject;
  return account.startsWith(`${subject}@`) ? account : t('{0} at {1}', subject, account);
}

/** The record as rows, for a token of which nothing else can be read. */
export const knownRows = (readable: Readable): readonly Row[] =>
  recordOfUnreadable(readable) === undefined ? [] : recordRows(readable);

/** The record of any token as rows; none of a token without one. */
export function recordRows({ record, account }: Readable): readonly Row[] {
  if (record === undefined) return [];
  const { subject, loginName, registryHost, scope, issuedAt, lifetime } = record;
  return [
    ...text(t('Account'), account?.label),
    ...text(t('Acts as'), subject),
    ...text(t('Login name'), loginName === subject ? undefined : loginName),
    ...text(t('Registry'), registryHost),
    ...scope.flatMap((right) => text(t('May'), right)),
    ...time(t('Issued'), issuedAt),
    ...(lifetime.kind === 'never'
      ? text(t('Ends'), t('never'))
      : time(t('Ends'), lifetime.kind === 'until' ? lifetime.at : undefined)),
  ];
}

/** The record of a token whose claims nobody here can read, or whose secret is not here. */
export const recordOfUnreadable = ({
  decoded,
  record,
}: Omit<Readable, 'languages'>): TokenRecord | undefined =>
  decoded.kind === 'opaque' || decoded.kind === 'encrypted' || decoded.kind === 'empty'
    ? record
    : undefined;

const text = (name: string, value: string | undefined): readonly Row[] =>
  value === undefined || value === ''
    ? []
    : [{ name, value: { type: 'string', value }, lines: [] }];

const time = (name: string, instant: number | undefined): readonly Row[] =>
  instant === undefined
    ? []
    : [{ name, value: { type: 'string', value: formatInstant(instant).utc }, instant, lines: [] }];
