import type { Disposable, Event } from '../core/emitter.ts';
import type { Lifetime } from '../core/lifetime.ts';
import type { ItemPath, Outcome } from '../core/outcome.ts';
import type { Secret } from '../core/secret.ts';
import type { IssuedToken, TokenRecord, TokenSecrets } from '../core/token.ts';
import { each } from './each.ts';
import { Entries } from './entries.ts';
import type { SecretShelf } from './secret-shelf.ts';
import { idsWithPrefix } from './shapes.ts';
import type { Apart, Memento } from './stores.ts';
import { parseSecrets, parseTokenRecord } from './token-entry.ts';
import type { TokenWrites } from './token-writes.ts';

const prefix = 'token:';

/**
 * Held tokens: a record in plain storage and one value of the secret store each (`token:<id>` in
 * both). The secret's value carries a copy of the record: a crash between the two writes, or
 * another window that overwrote plain storage, leaves a secret that `adopt` lists again. A secret
 * that opens doors and that nobody can see would be worse than a row too many.
 */
export class Tokens implements Disposable {
  readonly #shelf: SecretShelf;
  readonly #records: Entries<TokenRecord>;
  readonly #loadWrites: () => Promise<TokenWrites>;
  #writes: TokenWrites | undefined;
  /** Ids whose record was compared with the copy beside the secret as it is. */
  readonly #compared = new Set<string>();
  readonly #subscription: Disposable;

  constructor(memento: Memento, shelf: SecretShelf, apart: Apart) {
    this.#shelf = shelf;
    this.#records = new Entries(memento, prefix, parseTokenRecord);
    this.#loadWrites = async () => {
      const { TokenWrites } = await import('./token-writes.ts');
      return (this.#writes ??= new TokenWrites(this.#records, shelf, prefix, apart));
    };
    this.#subscription = shelf.onDidChange((key) => {
      const ids = idsWithPrefix([key], prefix);
      for (const id of ids) this.#compared.delete(id);
      if (ids.length > 0) this.#records.refresh(ids);
    });
  }

  /** Ids of tokens whose record or secret came, went or changed, in whatever window. */
  get onDidChange(): Event<readonly string[]> {
    return this.#records.onDidChange;
  }

  /** All records, or those of one account, sorted by label. */
  list(accountId?: string): TokenRecord[] {
    return this.#records
      .list()
      .filter((record) => accountId === undefined || record.accountId === accountId)
      .sort((a, b) => a.label.localeCompare(b.label) || (a.id < b.id ? -1 : 1));
  }

  /** The records that stand directly below a row of an account, sorted by label. */
  below(accountId: string, parent: ItemPath): TokenRecord[] {
    return this.list(accountId).filter(
      ({ path }) =>
        path.length === parent.length + 1 && parent.every((id, index) => path[index] === id),
    );
  }

  get(id: string): TokenRecord | undefined {
    return this.#records.get(id);
  }

  /** The record that took the place of another one by a refresh. */
  successor(id: string): TokenRecord | undefined {
    return this.#records.list().find(({ replaces }) => replaces === id);
  }

  /** Every id with a record or a secret, those included that this version cannot read. */
  async ids(): Promise<ReadonlySet<string>> {
    return new Set([...this.#records.ids(), ...idsWithPrefix(await this.#shelf.keys(), prefix)]);
  }

  /** Whether a value of the secret store is that of a token. */
  owns(key: string): boolean {
    return key.startsWith(prefix);
  }

  /** Whether the secret is on this machine and can be read. */
  async held(id: string): Promise<boolean> {
    return (await this.secrets(id)) !== undefined;
  }

  /** The secrets of a token, if they are held. Read when needed and kept by nobody. */
  async secrets(id: string): Promise<TokenSecrets | undefined> {
    return parseSecrets((await this.#shelf.get(prefix + id))?.['secrets']);
  }

  /**
   * Stores a token: the secret first, then the record. When it rejects, the caller still has the
   * secret and must offer it: the server will not show it again.
   */
  async keep(issued: IssuedToken): Promise<void> {
    await (await this.#loadWrites()).keep(issued);
  }

  /** Stores a token that was read again, unless the former one is no longer what is kept. */
  async replace(former: Secret, issued: IssuedToken): Promise<void> {
    await (await this.#loadWrites()).replace(former, issued);
  }

  /** Stores what the server tells now of a token, if that one is kept; the secret stays as it is. */
  async revise(id: string, token: Secret, lifetime: Lifetime): Promise<void> {
    await (await this.#loadWrites()).revise(id, token, lifetime);
  }

  /** Says whether a held token is to be refreshed before its end, time after time. */
  async setKeepAlive(id: string, keepAlive: boolean): Promise<void> {
    await (await this.#loadWrites()).setKeepAlive(id, keepAlive);
  }

  /** Shows a held token by another name. */
  async rename(id: string, label: string): Promise<void> {
    await (await this.#loadWrites()).rename(id, label);
  }

  /** Removes secret and record from this machine. The token itself lives on. */
  async forget(id: string): Promise<void> {
    await (await this.#loadWrites()).forget(id);
  }

  /** Removes tokens that open no door any more. One that fails does not keep the others. */
  async end(ids: Iterable<string>): Promise<void> {
    await each(ids, (id) => this.forget(id));
  }

  /** Does what an operation's outcome asks: keeps the new token, then removes the ended ones. */
  async settle({ issued, isKept, ended }: Settled): Promise<void> {
    if (issued !== undefined && isKept !== true) await this.keep(issued);
    // A regenerated token has the id of the one it replaced.
    await this.end((ended ?? []).filter((id) => id !== issued?.record.id));
  }

  /**
   * Lists secrets again whose record is missing, from the copy beside them, and sets right what a
   * window that lagged behind has written over; all, or some by id.
   */
  async adopt(ids?: Iterable<string>): Promise<void> {
    const { setRight } = await import('./turns.ts');
    const writes = await this.#loadWrites();
    await each(ids ?? (await this.#doubtful()), async (id) => {
      await setRight(writes, id);
      this.#compared.add(id);
    });
  }

  /** Ids whose record may be missing, may have come back, or may not be the latest. */
  async #doubtful(): Promise<string[]> {
    const withSecret = new Set(idsWithPrefix(await this.#shelf.keys(), prefix));
    const ids = new Set([...withSecret, ...this.#records.ids(), ...this.#records.known()]);
    return [...ids].filter((id) => {
      const isRight = this.#records.has(id) ? this.#compared.has(id) : !withSecret.has(id);
      return !isRight || !this.#records.isLatest(id);
    });
  }

  /** Removes all tokens of an account, those included whose record is lost or unreadable. */
  async endAllOf(accountId: string): Promise<void> {
    const listed = this.list(accountId).map((record) => record.id);
    const others = [...(await this.ids())].filter((id) => id.startsWith(`${accountId}/`));
    await this.end(new Set([...listed, ...others]));
  }

  /** Notices and tells what other windows have changed. */
  refresh(): void {
    this.#records.refresh();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#records.dispose();
  }
}

type Settled = Pick<Outcome, 'issued' | 'isKept' | 'ended'>;
