import type { Account, TlsTrust } from '../core/account.ts';
import { isObject } from '../core/is-object.ts';
import { isOptionalString, isStringRecord } from './shapes.ts';

/** The account as it is stored: the members of the type and nothing that was handed in beside. */
export function accountEntry(account: Account): Account {
  const { id, kind, label, url, userName, tls, allowPlainHttp, options } = account;
  return {
    id,
    kind,
    label,
    url,
    userName,
    ...(tls === undefined ? {} : { tls: trustEntry(tls) }),
    ...(allowPlainHttp === undefined ? {} : { allowPlainHttp }),
    options: { ...options },
  };
}

/** Reads a stored account; `undefined` for anything else. Accounts of unknown kinds are accounts. */
export function parseAccount(value: unknown, id?: string): Account | undefined {
  if (!isObject(value)) return undefined;
  const account = value;
  const { tls, allowPlainHttp, options } = account;
  if (
    typeof account['id'] !== 'string' ||
    account['id'] === '' ||
    (id !== undefined && account['id'] !== id) ||
    typeof account['kind'] !== 'string' ||
    typeof account['label'] !== 'string' ||
    typeof account['url'] !== 'string' ||
    typeof account['userName'] !== 'string' ||
    !isStringRecord(options) ||
    (allowPlainHttp !== undefined && typeof allowPlainHttp !== 'boolean')
  ) {
    return undefined;
  }
  const trust = tls === undefined ? undefined : parseTrust(tls);
  // An account whose trust cannot be read is not opened with less or other trust than was given.
  if (tls !== undefined && trust === undefined) return undefined;
  return {
    id: account['id'],
    kind: account['kind'],
    label: account['label'],
    url: account['url'],
    userName: account['userName'],
    ...(trust === undefined ? {} : { tls: trust }),
    ...(allowPlainHttp === undefined ? {} : { allowPlainHttp }),
    options: { ...options },
  };
}

function trustEntry({ ca, fingerprint256 }: TlsTrust): TlsTrust {
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(fingerprint256 === undefined ? {} : { fingerprint256 }),
  };
}

function parseTrust(value: unknown): TlsTrust | undefined {
  if (!isObject(value)) return undefined;
  const { ca, fingerprint256 } = value;
  if (!isOptionalString(ca) || !isOptionalString(fingerprint256)) return undefined;
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(fingerprint256 === undefined ? {} : { fingerprint256 }),
  };
}
