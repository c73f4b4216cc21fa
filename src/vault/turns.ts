import type { Exclusive, Turn } from '../core/concurrency/exclusive.ts';
import type { KeyedQueue } from '../core/concurrency/keyed-queue.ts';
import type { Timer } from '../core/concurrency/timer.ts';
import { RegistryError } from '../core/errors.ts';
import { isObject } from '../core/is-object.ts';
import { t } from '../core/l10n.ts';
import { type Entries, stampsOf, type Version } from './entries.ts';

/** How long a turn is waited for, in milliseconds: a window that hangs must not stop the others. */
const patience = 10_000;
/** Milliseconds between two looks for what another window has stored, and how many there are. */
const pause = 100;
const looks = 50;

/** Entries, and the copies of them that stand beside their secrets. */
export interface Copied<T extends object> {
  /** What the turns are named by: the sort of entry. */
  readonly name: string;
  readonly entries: Entries<T>;
  /** The copy beside the secret. Its stamp is the secret's. */
  copy(id: string): Promise<Version<T> | undefined>;
  /** An entry whose secret has changed, from the copy and from what was known of it. */
  merge(copy: T, known: T | undefined): T;
  /** Whether the secret store is to be asked for the secret of that id. */
  isListed(id: string): boolean;
  /** It need not be asked any more. */
  unlist(id: string): Promise<void>;
  readonly queue: KeyedQueue;
  readonly exclusive: Exclusive;
  readonly timer: Timer;
}

/** A turn at one entry: no other window of this machine changes it meanwhile. */
export class EntryTurn<T extends object> {
  readonly #of: Copied<T>;
  readonly #id: string;
  readonly #turn: Turn | undefined;

  constructor(of: Copied<T>, id: string, turn: Turn | undefined) {
    this.#of = of;
    this.#id = id;
    this.#turn = turn;
  }

  /** A stamp later than that of any write before, in whatever window. */
  nextStamp(): number {
    return this.#of.entries.nextStamp(this.#id, this.#note()?.stamp);
  }

  /** The entry as it was last written, in whatever window; `undefined` when it was removed. */
  async current(): Promise<Version<T> | undefined> {
    const latest = await this.reconcile();
    return latest?.value === undefined ? undefined : latest;
  }

  /**
   * As `current`, once the secret it tells of has come here, unless that is lost. Rejects with
   * `conflict` when another window has stored a later one and it does not come.
   */
  async currentWithSecret(): Promise<Version<T> | undefined> {
    const { signal } = new AbortController();
    for (let count = 0; count < looks; count += 1) {
      const current = await this.current();
      if (current === undefined) return undefined;
      const copy = await this.#of.copy(this.#id);
      if ((copy?.stamp ?? -1) >= current.secret) return current;
      await this.#of.timer.wait(pause, signal);
    }
    if ((await this.#of.copy(this.#id)) === undefined) return this.current();
    throw behind();
  }

  /** Writes the entry, or removes it, and leaves word of that for the other windows. */
  async put(version: Version<T>, touched: readonly string[] = []): Promise<void> {
    await this.#of.entries.put(this.#id, version, touched);
    // Without it, the others hear of the change a moment later.
    await this.#turn?.leave(JSON.stringify(version)).catch(() => undefined);
  }

  /**
   * Puts back what a window that lagged behind has written over, lists what is found only beside a
   * secret, and removes what came back. Resolves to the latest version there is.
   */
  async reconcile(): Promise<Version<T> | undefined> {
    const { entries } = this.#of;
    const stored = entries.stored(this.#id);
    // A later version of the extension has written it.
    if (stored === undefined && entries.has(this.#id)) return undefined;
    const known = this.#known(stored);
    const copy = await this.#of.copy(this.#id);
    const latest = isNewer(copy, known) ? this.#merged(copy, known) : known;
    if (latest === undefined) return undefined;
    if (latest.value === undefined) {
      if (copy === undefined) await this.#of.unlist(this.#id);
      if (stored === undefined) entries.remember(this.#id, latest);
      else await entries.put(this.#id, latest);
    } else if (latest.stamp !== stored?.stamp) {
      await entries.put(this.#id, latest);
    }
    return latest;
  }

  /** What this window knows: by plain storage, from before, and by the word that was left. */
  #known(stored: Version<T> | undefined): Version<T> | undefined {
    const note = this.#note();
    const latest = [stored, this.#of.entries.latest(this.#id), note].reduce((one, other) =>
      (other?.stamp ?? -1) > (one?.stamp ?? -1) ? other : one,
    );
    // It was here and is not. As long as no word says that it should be, somebody removed it.
    const isGone = stored === undefined && note === undefined;
    return latest && isGone ? { ...latest, value: undefined } : latest;
  }

  #merged(copy: Version<T>, known: Version<T> | undefined): Version<T> {
    const value = copy.value && this.#of.merge(copy.value, known?.value);
    const stamp = (known?.stamp ?? -1) < copy.stamp ? copy.stamp : this.nextStamp();
    return { value, stamp, secret: copy.stamp };
  }

  #note(): Version<T> | undefined {
    const left = objectOf(this.#turn?.note);
    return left && { value: this.#of.entries.parse(left['value'], this.#id), ...stampsOf(left) };
  }
}

/** What stands in a note; `undefined` where another version has left one of its own. */
function objectOf(note: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const left: unknown = JSON.parse(note ?? '');
    return isObject(left) ? left : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a secret was stored after all that is known of its entry. */
function isNewer<T>(
  copy: Version<T> | undefined,
  known: Version<T> | undefined,
): copy is Version<T> {
  if (copy === undefined || known === undefined) return copy !== undefined;
  return copy.stamp > (known.value === undefined ? known.stamp : known.secret);
}

/** Changes one entry while nobody else does. */
export function takeTurn<T extends object, R>(
  of: Copied<T>,
  id: string,
  work: (turn: EntryTurn<T>) => Promise<R>,
): Promise<R> {
  return of.queue.run(id, () =>
    alone(
      of.exclusive,
      `${of.name} ${id}`,
      (turn) => work(new EntryTurn(of, id, turn)),
      AbortSignal.timeout(patience),
    ),
  );
}

/** Compares an entry with the copy beside its secret, and sets right what differs. */
export async function setRight<T extends object>(of: Copied<T>, id: string): Promise<void> {
  if (await isRight(of, id)) return;
  await takeTurn(of, id, (turn) => turn.reconcile());
}

async function isRight<T extends object>(of: Copied<T>, id: string): Promise<boolean> {
  const { entries } = of;
  const [stored, latest, copy] = [entries.stored(id), entries.latest(id), await of.copy(id)];
  if (stored !== undefined) {
    return stored.stamp >= (latest?.stamp ?? 0) && !isNewer(copy, stored);
  }
  if (entries.has(id)) return true;
  if (latest === undefined) return copy === undefined;
  return latest.value === undefined && !isNewer(copy, latest) && !of.isListed(id);
}

/**
 * Runs `work` while no other window runs work of that name. Where no lock can be made, as on a full
 * disk, or none comes free, it goes on without one: keeping and forgetting must always be possible.
 */
export async function alone<T>(
  exclusive: Exclusive,
  name: string,
  work: (turn: Turn | undefined) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const state = { begun: false };
  try {
    return await exclusive(
      name,
      (turn) => {
        state.begun = true;
        return work(turn);
      },
      signal,
    );
  } catch (error) {
    if (state.begun) throw error;
    return work(undefined);
  }
}

const behind = (): RegistryError =>
  new RegistryError(
    'conflict',
    t('This was changed in another window, and the change has not arrived here yet. Try again.'),
    { repair: 'retry' },
  );
