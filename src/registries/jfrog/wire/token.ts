import {
  type JsonObject,
  object,
  optionalBoolean,
  optionalString,
  string,
  WireError,
} from '../../shared/rest/wire.ts';

/**
 * A token as lists and `GET /tokens/{id}` tell it (docs/registries/jfrog.md §2.3). Times are the
 * server's.
 */
export interface TokenItem {
  readonly id: string;
  readonly subject: string;
  /** Seconds since the epoch, or milliseconds. */
  readonly issuedAt: number;
  /** Absent: it never ends. */
  readonly expiry: number | undefined;
  /** `''` when an older server does not tell. */
  readonly issuer: string;
  readonly description: string;
  readonly refreshable: boolean;
  /** Coarse, and absent on older servers: absent is not "never". */
  readonly lastUsed: number | undefined;
  readonly project: string | undefined;
  /** Only newer servers tell. */
  readonly scope: string | undefined;
}

export function readTokenItem(json: unknown): TokenItem {
  const item = object(json, 'tokens[]');
  return {
    id: string(item['token_id'], 'tokens[].token_id'),
    subject: string(item['subject'], 'tokens[].subject'),
    issuedAt: number(item, 'issued_at', 'tokens[].'),
    expiry: optionalTime(item, 'expiry', 'tokens[].'),
    issuer: optionalString(item['issuer'], 'tokens[].issuer') ?? '',
    description: optionalString(item['description'], 'tokens[].description') ?? '',
    refreshable: optionalBoolean(item['refreshable'], 'tokens[].refreshable') ?? false,
    lastUsed: optionalTime(item, 'last_used', 'tokens[].'),
    project: optionalString(item['project'], 'tokens[].project'),
    scope: optionalString(item['scope'], 'tokens[].scope'),
  };
}

function number(json: JsonObject, name: string, place: string): number {
  const value = json[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new WireError(place + name);
  return value;
}

/** 0 stands for "none" where a server does not leave a time out. */
function optionalTime(json: JsonObject, name: string, place: string): number | undefined {
  const value = json[name];
  if (value === undefined || value === null || value === 0) return undefined;
  return number(json, name, place);
}
