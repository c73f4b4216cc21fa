import { KeyedQueue } from '../core/concurrency/keyed-queue.ts';
import { systemTimer } from '../core/concurrency/timer.ts';
import type { Lifetime } from '../core/lifetime.ts';
import type { Secret } from '../core/secret.ts';
import type { IssuedToken, TokenRecord } from '../core/token.ts';
import { type Entries, stampsOf, type Version } from './entries.ts';
import type { SecretShelf } from './secret-shelf.ts';
import type { Apart } from './stores.ts';
import { parseSecrets, parseTokenRecord, secretsEntry, tokenEntry } from './token-entry.ts';
import { type Copied, type EntryTurn, takeTurn } from './turns.ts';

type TokenTurn = EntryTurn<TokenRecord>;

/** The writes of `Tokens`, each in its turn with those of other windows. */
export class TokenWrites implements Copied<TokenRecord> {
  readonly name = 'token';
  readonly queue = new KeyedQueue();
  readonly exclusive;
  readonly timer;
  readonly entries: Entries<TokenRecord>;
  readonly #shelf: SecretShelf;
  readonly #prefix: string;

  constructor(
    entries: Entries<TokenRecord>,
    shelf: SecretShelf,
    prefix: string,
    { exclusive, timer = systemTimer }: Apart,
  ) {
    this.entries = entries;
    this.exclusive = exclusive;
    this.timer = timer;
    this.#shelf = shelf;
    this.#prefix = prefix;
  }

  async copy(id: string): Promise<Version<TokenRecord> | undefined> {
    const copy = (await this.#shelf.get(this.#prefix + id))?.['record'];
    const value = parseTokenRecord(copy, id);
    return value && { value, ...stampsOf(copy) };
  }

  /** What the person decided about a token holds for what comes in its place. */
  merge(record: TokenRecord, former: TokenRecord | undefined): TokenRecord {
    if (former === undefined) return record;
    return tokenEntry({ ...record, keepAlive: former.keepAlive === true });
  }

  isListed(id: string): boolean {
    return this.#shelf.isListed(this.#prefix + id);
  }

  unlist(id: string): Promise<void> {
    return this.#shelf.unlist(this.#prefix + id);
  }

  /** See `Tokens.keep`. */
  keep(issued: IssuedToken): Promise<void> {
    return takeTurn(this, issued.record.id, (turn) => this.#store(turn, issued));
  }

  /** See `Tokens.replace`. */
  replace(former: Secret, issued: IssuedToken): Promise<void> {
    const { id } = issued.record;
    return takeTurn(this, id, async (turn) => {
      if (await this.#isKept(turn, id, former)) await this.#store(turn, issued);
    });
  }

  /** See `Tokens.revise`. */
  revise(id: string, token: Secret, lifetime: Lifetime): Promise<void> {
    return takeTurn(this, id, async (turn) => {
      if (await this.#isKept(turn, id, token)) await change(turn, { lifetime });
    });
  }

  /** See `Tokens.setKeepAlive`. */
  setKeepAlive(id: string, keepAlive: boolean): Promise<void> {
    return takeTurn(this, id, (turn) => change(turn, { keepAlive }));
  }

  /** See `Tokens.rename`. */
  rename(id: string, label: string): Promise<void> {
    return takeTurn(this, id, (turn) => change(turn, { label }));
  }

  /** See `Tokens.forget`. */
  forget(id: string): Promise<void> {
    return takeTurn(this, id, async (turn) => {
      const stamp = turn.nextStamp();
      // The record goes last: while the secret might still be there, its row is.
      await this.#shelf.delete(this.#prefix + id);
      await turn.put({ value: undefined, stamp, secret: 0 });
    });
  }

  async #store(turn: TokenTurn, { record, secrets }: IssuedToken): Promise<void> {
    const { id, replaces = '' } = record;
    // What cannot be read now must not keep a new token from being stored.
    const former = await turn.current().catch(() => this.entries.latest(id));
    const value = tokenEntry(this.merge(record, former?.value ?? this.entries.get(replaces)));
    const stamp = turn.nextStamp();
    await this.#shelf.put(this.#prefix + id, {
      record: { ...value, stamp },
      secrets: secretsEntry(secrets),
    });
    await turn.put({ value, stamp, secret: stamp }, [id]);
  }

  async #isKept(turn: TokenTurn, id: string, token: Secret): Promise<boolean> {
    if ((await turn.currentWithSecret()) === undefined) return false;
    const kept = parseSecrets((await this.#shelf.get(this.#prefix + id))?.['secrets']);
    return kept?.token.equals(token) === true;
  }
}

/** Changes members of a record; one that was removed stays so. */
async function change(turn: TokenTurn, changed: Partial<TokenRecord>): Promise<void> {
  const current = await turn.current();
  if (current?.value === undefined) return;
  const value = tokenEntry({ ...current.value, ...changed });
  await turn.put({ value, stamp: turn.nextStamp(), secret: current.secret });
}
