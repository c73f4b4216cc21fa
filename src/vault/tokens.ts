import type { Disposable, Event } from '../core/emitter.ts';
import type { ItemPath, Outcome } from '../core/outcome.ts';
import type { IssuedToken, TokenRecord, TokenSecrets } from '../core/token.ts';
import { each } from './each.ts';
import { Entries } from './entries.ts';
import { KeyedQueue } from '../core/concurrency/keyed-queue.ts';
import type { SecretShelf } from './secret-shelf.ts';
import { idsWithPrefix } from './shapes.ts';
import type { Memento } from './stores.ts';
import { parseSecrets, parseTokenRecord, secretsEntry, tokenEntry } from './token-entry.ts';

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
  readonly #queue = new KeyedQueue();
  readonly #subscription: Disposable;

  constructor(memento: Memento, shelf: SecretShelf) {
    this.#shelf = shelf;
    this.#records = new Entries(memento, prefix, parseTokenRecord);
    this.#subscription = shelf.onDidChange((key) => {
      const ids = idsWithPrefix([key], prefix);
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
  async keep({ record, secrets }: IssuedToken): Promise<void> {
    const { id } = record;
    await this.#queue.run(id, async () => {
      const entry = tokenEntry(this.#inherit(record));
      await this.#shelf.put(prefix + id, { record: entry, secrets: secretsEntry(secrets) });
      await this.#records.write(id, entry, [id]);
    });
  }

  /**
   * Stores what the server tells now of a token that is listed already; the secret stays as it is.
   * Does nothing for a token without a record.
   */
  async revise(record: TokenRecord): Promise<void> {
    await this.#queue.run(record.id, async () => {
      if (this.get(record.id) === undefined) return;
      await this.#records.write(record.id, tokenEntry(this.#inherit(record)));
    });
  }

  /** Says whether a held token is to be refreshed before its end, time after time. */
  async setKeepAlive(id: string, keepAlive: boolean): Promise<void> {
    await this.#queue.run(id, async () => {
      const record = this.get(id);
      if (record === undefined) return;
      await this.#records.write(id, tokenEntry({ ...record, keepAlive }));
    });
  }

  /** Removes secret and record from this machine. The token itself lives on. */
  async forget(id: string): Promise<void> {
    await this.#queue.run(id, async () => {
      // The record goes last: while the secret might still be there, its row is.
      await this.#shelf.delete(prefix + id);
      await this.#records.write(id, undefined);
    });
  }

  /** Removes tokens that open no door any more. One that fails does not keep the others. */
  async end(ids: Iterable<string>): Promise<void> {
    await each(ids, (id) => this.forget(id));
  }

  /** Does what an operation's outcome asks: keeps the new token, then removes the ended ones. */
  async settle({ issued, ended }: Pick<Outcome, 'issued' | 'ended'>): Promise<void> {
    if (issued !== undefined) await this.keep(issued);
    // A regenerated token has the id of the one it replaced.
    await this.end((ended ?? []).filter((id) => id !== issued?.record.id));
  }

  /** Lists secrets again whose record is missing, from the copy beside them; all, or some by id. */
  async adopt(ids?: Iterable<string>): Promise<void> {
    await each(ids ?? (await this.ids()), async (id) => {
      if (this.#records.has(id) || this.#records.wasRemoved(id)) return;
      await this.#queue.run(id, async () => {
        const value = await this.#shelf.get(prefix + id);
        const record = parseTokenRecord(value?.['record'], id);
        if (record !== undefined && !this.#records.has(id)) await this.#records.write(id, record);
      });
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

  /** What the person decided about a token holds for what comes in its place. */
  #inherit(record: TokenRecord): TokenRecord {
    const former = this.get(record.id) ?? this.get(record.replaces ?? '');
    return former?.keepAlive === true ? { ...record, keepAlive: true } : record;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#records.dispose();
  }
}
