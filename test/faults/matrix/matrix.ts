import assert from 'node:assert/strict';
import { RegistryError } from '../../../src/core/errors.ts';
import type { Outcome } from '../../../src/core/outcome.ts';
import type { Item } from '../../../src/registries/contract/item.ts';
import type { Kind } from '../../../src/registries/contract/kind.ts';
import type { Registry } from '../../../src/registries/contract/registry.ts';
import type { Rig, StartRig } from '../../conformance/kinds/rig.ts';
import { makeReady } from '../../conformance/kinds/trial.ts';
import { acts, arrange, troublesOf, type Moment } from './troubles.ts';
import { Watched } from './watched.ts';

const never = new AbortController().signal;

/** An action at the point where a person has said yes. */
interface Ready {
  readonly rig: Rig;
  readonly watched: Watched;
  readonly registry: Registry;
  readonly item: Item;
  readonly run: () => Promise<Outcome>;
}

/** One action of one kind, with all that can go wrong in it. */
export class Matrix implements AsyncDisposable {
  readonly #kind: Kind;
  readonly #id: string;
  readonly #start: StartRig;
  #ready: Ready | undefined;
  /** How it goes when nothing goes wrong. */
  #usual: Outcome | undefined;

  constructor(kind: Kind, id: string, start: StartRig) {
    this.#kind = kind;
    this.#id = id;
    this.#start = start;
  }

  /** Everything that can go wrong: each trouble at each request, once and twice in a row. */
  async moments(): Promise<readonly Moment[]> {
    const { rig, run, watched } = await this.#makeReady();
    const before = rig.faults?.served ?? 0;
    this.#usual = await run();
    const steps = Math.max(watched.sent.length, (rig.faults?.served ?? 0) - before);
    await this.#dispose();
    return troublesOf(rig).flatMap((trouble) =>
      Array.from({ length: steps }, (_, step) => step).flatMap((step) =>
        [1, 2].map((times) => ({ trouble, step, times })),
      ),
    );
  }

  /** Lets it happen. Throws what does not hold then. */
  async run(moment: Moment): Promise<void> {
    const ready = (this.#ready ??= await this.#makeReady());
    const { rig, watched, run } = ready;
    const callOff = arrange(rig, watched, moment);
    let failure: unknown;
    let outcome: Outcome | undefined;
    try {
      outcome = await run();
    } catch (error) {
      failure = error;
    }
    const sent = watched.sent.map((one) => ({ ...one }));
    callOff();
    // What was changed is not as it was: the next one begins anew.
    if (sent.some(({ isChange }) => isChange)) this.#ready = undefined;
    try {
      const changes = sent.filter(({ isChange }) => isChange);
      assert.equal(new Set(changes.map(({ text }) => text)).size, changes.length, 'sent twice');
      if (outcome === undefined) await this.#judge(failure, ready, moment, changes);
      else this.#checkOutcome(outcome, changes);
    } finally {
      if (this.#ready === undefined) await rig[Symbol.asyncDispose]();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#dispose();
  }

  async #dispose(): Promise<void> {
    await this.#ready?.rig[Symbol.asyncDispose]();
    this.#ready = undefined;
  }

  async #makeReady(): Promise<Ready> {
    const rig = await this.#start();
    const watched = new Watched();
    const over: Rig = {
      ...rig,
      // What an action changes in the account, the next one finds.
      get connection() {
        return watched.over(rig.connection, rig.changes ?? (() => false));
      },
    };
    try {
      const { registry, item, run } = await makeReady(this.#kind, over, this.#id);
      watched.begin();
      this.#ready = { rig, watched, registry, item, run };
      return this.#ready;
    } catch (error) {
      await rig[Symbol.asyncDispose]();
      throw error;
    }
  }

  #checkOutcome(outcome: Outcome, changes: readonly { readonly isDone: boolean }[]): void {
    assert.match(outcome.message, /\.$/);
    // A token that came is one, whatever is said of the command that printed it.
    const isDone = outcome.issued !== undefined || changes.some((change) => change.isDone);
    assert.ok(isDone, `nothing was done: ${outcome.message}`);
    if (this.#usual?.issued) assert.ok(outcome.issued, `no token: ${outcome.message}`);
  }

  async #judge(
    failure: unknown,
    { run, watched }: Ready,
    moment: Moment,
    changes: readonly { readonly isDone: boolean }[],
  ): Promise<void> {
    assert.ok(failure instanceof RegistryError, String(failure));
    const { code, message, look, repair } = failure;
    assert.match(message, /[.?]$/);
    assert.ok(message.length < 500, message);
    const mayHaveHappened =
      code === 'lost-answer' || (code === 'timeout' && message.includes('lost'));
    const last = changes.at(-1);
    const done = changes.filter(({ isDone }) => isDone).length;
    // Of several changes some may be made: as many must be told.
    const [, told] = /^(\d+) of \d+ /.exec(message) ?? [];
    const tellsParts = Number(told) === done && !acts(moment.trouble);
    if ((done > 0 && !tellsParts) || (last && acts(moment.trouble))) {
      assert.ok(mayHaveHappened, `it was done, and this is said: ${code} ${message}`);
    }
    if (last === undefined) assert.ok(!mayHaveHappened, `nothing was sent: ${message}`);
    if (look !== undefined) assert.match((await look(never)).message, /\.$/);
    if (last === undefined && repair === 'retry') {
      const again = await run();
      this.#checkOutcome(
        again,
        watched.sent.filter(({ isChange }) => isChange),
      );
      this.#ready = undefined;
    }
  }
}
