import type { Account } from '../../core/account.ts';
import type { Lifetime } from '../../core/lifetime.ts';
import type { PackageFormat, PackageRepository } from '../../core/package-repository.ts';
import type { SignIn } from '../../core/sign-in.ts';
import type { IssuedToken, TokenRecord, TokenSecrets } from '../../core/token.ts';
import type { Actions } from './action.ts';
import type { ActionId } from './action-id.ts';
import type { Connection } from './connection.ts';
import type { Field, FormValues } from './form.ts';
import type { FoundAccount } from './found-account.ts';
import type { Detail, Item } from './item.ts';
import type { KeySource } from './key-source.ts';
import type { Machine } from './machine.ts';
import type { Page } from './page.ts';

/** An action with the answers of its form: done again without asking, in one click. */
export interface Renewal {
  readonly action: ActionId;
  readonly item: Item;
  readonly values: FormValues;
}

/** What the server said of a token. */
export interface Verification {
  readonly state: 'accepted' | 'refused' | 'unknown';
  /** A whole sentence. */
  readonly message: string;
  readonly details: readonly Detail[];
  /** The end as the server tells it, when it does. */
  readonly lifetime?: Lifetime;
  /** How to get another token like it, offered beside a refusal. */
  readonly renew?: Renewal;
}

/** A text made from a token for a place where people use tokens. */
export interface CopyForm {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  /** Whether the text contains the secret, and so must be cleared from the clipboard again. */
  readonly containsSecret: boolean;
  /** The companion secret it is made of: offered only where that one is kept. */
  readonly needs?: 'refresh' | 'reference';
  readonly build: (secrets: TokenSecrets) => string;
}

/** A variable of the environment by which programs learn of a token. */
export interface Variable {
  readonly name: string;
  /** What goes with the token: its user, its address. Absent for the token itself. */
  readonly text?: string;
}

/** The package repositories of a registry, for tools that can be set up for them. */
export interface Packages {
  readonly formats: readonly PackageFormat[];
  /** Those of a format, the likeliest first. Rejects with `RegistryError`. */
  readonly repositories: (
    format: PackageFormat,
    signal: AbortSignal,
  ) => Promise<readonly PackageRepository[]>;
}

/** What a successful sign-in tells. */
export interface Connected {
  /** Whom the sign-in belongs to. */
  readonly userName: string;
  /** A name for the account that tells it from others of the kind. */
  readonly label: string;
  /** What was learned on the way and is kept among the account's options. */
  readonly options?: Account['options'];
  /** What the person should know: a missing scope, a feature that is off. */
  readonly remarks: readonly string[];
}

/** An account's registry, ready to work. Cheap to make; it remembers what it learned of the server. */
export interface Registry {
  /** Rows directly below the account, in pages and in the order of display. */
  roots(signal: AbortSignal): AsyncIterable<Page<Item>>;
  children(item: Item, signal: AbortSignal): AsyncIterable<Page<Item>>;
  /** All about one row for its tooltip, `Item.details` included; may ask the server. */
  details(item: Item, signal: AbortSignal): Promise<readonly Detail[]>;
  /** Reads the current secret behind a row that can `fetch`. Rejects `unsupported` elsewhere. */
  fetch(item: Item, signal: AbortSignal): Promise<IssuedToken>;
  /** Asks the server about a token of this account. */
  verify(record: TokenRecord, secrets: TokenSecrets, signal: AbortSignal): Promise<Verification>;
  /**
   * Reads the public keys that the registry signs its tokens with. There exactly for kinds that say
   * so (`Kind.tellsKeys`). `issuer` is what the token in question says of who signed it, if anything:
   * a stranger's word, by which a registry may choose among its own keys.
   */
  keys?(signal: AbortSignal, issuer?: string): Promise<KeySource>;
  /** What a token that only this machine lists can and cannot do, for its tooltip. */
  about?(record: TokenRecord): Pick<Item, 'details' | 'blocked'>;
  copyForms(record: TokenRecord): readonly CopyForm[];
  /** The variables that programs of this registry commonly read; the token is one of them. */
  variables?(record: TokenRecord): readonly Variable[];
  /** There exactly for kinds that say so (`Kind.hasPackages`). */
  readonly packages?: Packages;
  /** How each action that the kind declares is done here. */
  readonly actions: Actions;
}

/** A registry kind: how to add an account of it and how to open one. Stateless. */
export interface Adapter {
  /**
   * The steps of Add Account, of Edit Account (those without `signIn`), of Sign In Again (those
   * with). Made anew at each call, since words depend on the language; reads nothing.
   */
  connectFields(): readonly Field[];
  /** The values to start Edit Account with. */
  values(account: Account): FormValues;
  /** The account as far as the steps entered so far tell it; `id`, `label`, `tls` are the caller's. */
  draft(values: FormValues): Pick<Account, 'url' | 'userName' | 'options'>;
  /** The sign-in out of the values of the fields that have `signIn`. */
  signIn(values: FormValues): SignIn;
  /** Checks address and sign-in together. */
  connect(connection: Connection, signal: AbortSignal): Promise<Connected>;
  open(connection: Connection): Registry;
  /** Accounts that other tools on this machine are set up with, see `Kind.traces`. */
  sources?(machine: Machine): Promise<readonly FoundAccount[]>;
}
