import type { Lifetime } from './lifetime.ts';
import type { Secret } from './secret.ts';

/**
 * What is known of a token, without its secret. It is kept in plain storage, shown in the tree and
 * survives the loss of the secret.
 */
export interface TokenRecord {
  /** Unique on this machine: the account's id, a slash, and the adapter's own stable id. */
  readonly id: string;
  readonly accountId: string;
  /** The adapter's name for the sort of token (`robot`, `app`, `access` …); never shown raw. */
  readonly type: string;
  /** The name the registry uses for it. */
  readonly label: string;
  /** Whom the token acts as. */
  readonly subject: string;
  /** Login name that goes with the token at `docker login`, where there is one. */
  readonly loginName?: string;
  /** Host (and port) of the image registry that accepts it, where there is one. */
  readonly registryHost?: string;
  /** What it may do, one right per line in the registry's own words. */
  readonly scope: readonly string[];
  /** Milliseconds since the epoch; absent when the server does not tell. */
  readonly issuedAt?: number;
  readonly lifetime: Lifetime;
  /** Where the token stands in the tree: ids from the account down, see `Item.path`. */
  readonly path: readonly string[];
  /** No registry lists this token: the tree shows it from the local record, below its path. */
  readonly unlisted?: boolean;
  /** What a person must know before handing it out, in a sentence: asked about at each copy. */
  readonly caution?: string;
  /** What was chosen when it was issued, by the adapter's own names: for another one like it. */
  readonly choices?: Readonly<Record<string, string>>;
  /** The id of the record whose place this token took when it was refreshed. */
  readonly replaces?: string;
  /** The person wants it refreshed before its end, time after time. */
  readonly keepAlive?: boolean;
}

/** The secrets of one token: the one that opens doors, and companions some kinds hand out. */
export interface TokenSecrets {
  readonly token: Secret;
  readonly refresh?: Secret;
  readonly reference?: Secret;
}

/** What an act of issuing gives back: metadata and secrets, to be stored before anything else. */
export interface IssuedToken {
  readonly record: TokenRecord;
  readonly secrets: TokenSecrets;
}
