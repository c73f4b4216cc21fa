import type { Account } from '../../core/account.ts';
import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { TokenRecord } from '../../core/token.ts';
import { readReference, referenceText } from './reference.ts';

/** What is kept on this machine, and when it is. */
export interface KeptTokens {
  readonly accounts: readonly Account[];
  readonly tokens: readonly TokenRecord[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * The one token that a reference means: an account by its name or its host, a token by the name
 * that the registry uses, or by whom it acts as. Throws `RegistryError` with a sentence where there
 * is none, or more than one.
 */
export function findToken(text: string, { accounts, tokens, now }: KeptTokens): TokenRecord {
  const reference = readReference(text);
  if (reference === undefined) throw notFound(t('“{0}” is not a reference to a token.', text));
  const { account: name, subject } = reference;
  const account = theAccount(name, accounts);
  const own = tokens.filter(({ accountId }) => accountId === account.id);
  const found =
    [
      own.filter((token) => ownId(token) === subject),
      own.filter(({ label }) => label === subject),
      own.filter(({ subject: as, loginName }) => as === subject || loginName === subject),
    ].find(({ length }) => length > 0) ?? [];
  // One that is kept alive is refreshed before it is handed out.
  const live = found.filter((token) => token.keepAlive === true || !isOver(token, now));
  const [first, ...others] = live.length > 0 ? live : found;
  if (first === undefined) {
    throw notFound(
      t(
        'No token of “{0}” that is kept on this machine is called “{1}”. Copy Token As… in the editor copies its reference, and keeps it.',
        account.label,
        subject,
      ),
    );
  }
  if (others.length > 0) {
    throw notFound(
      t(
        '{0} tokens of “{1}” are called “{2}”. Copy Token As… in the editor copies a reference to one of them.',
        others.length + 1,
        account.label,
        subject,
      ),
    );
  }
  if (first.keepAlive !== true) mustLive(first, now);
  return first;
}

/** Throws `invalid-input` for a token that has ended. */
export function mustLive(token: TokenRecord, now: number): void {
  if (!isOver(token, now)) return;
  throw new RegistryError('invalid-input', t('The token {0} has expired.', token.label), {
    repair: null,
  });
}

/** The reference to a token that means no other one, as readable as that can be. */
export function referenceTo(
  token: TokenRecord,
  account: Account,
  kept: Omit<KeptTokens, 'now'>,
): string {
  const host = hostOf(account);
  const others = kept.accounts.filter(({ id }) => id !== account.id);
  const isShared = others.some((one) => hostOf(one) === host || one.label === host);
  const twins = kept.tokens.filter(
    ({ accountId, id, label }) =>
      accountId === account.id && id !== token.id && label === token.label,
  );
  return referenceText({
    account: host === undefined || isShared ? account.label : host,
    subject: twins.length > 0 ? ownId(token) : token.label,
  });
}

function theAccount(name: string, accounts: readonly Account[]): Account {
  const named = accounts.filter(({ label }) => label === name);
  const [first, ...others] =
    named.length > 0 ? named : accounts.filter((account) => hostOf(account) === name);
  if (first === undefined) throw notFound(t('No account is called “{0}”.', name));
  if (others.length > 0) {
    throw notFound(
      t('{0} accounts are called “{1}”. Use the name of one of them.', others.length + 1, name),
    );
  }
  return first;
}

const hostOf = ({ url }: Account): string | undefined => URL.parse(url)?.host;

/** The adapter's own id, which is unique within the account. */
const ownId = ({ id, accountId }: TokenRecord): string => id.slice(accountId.length + 1);

const isOver = ({ lifetime }: TokenRecord, now: number): boolean =>
  lifetime.kind === 'until' && lifetime.at <= now;

const notFound = (message: string) => new RegistryError('not-found', message, { repair: null });
