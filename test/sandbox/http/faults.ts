import type { Reply, SandboxRequest } from './message.ts';
import { answerWithFault } from './faultReplies.ts';

export const FAULT_KINDS = [
  'slow',
  'cut',
  'cut-after',
  'status',
  'refusal',
  'rate-limit',
  'login-page',
  'truncated-json',
  'wrong-shape',
  'wrong-types',
  'huge-body',
  'redirect',
] as const;

/**
 * - `slow`: the request waits until the fault is released, then is served.
 * - `cut`: the socket is closed before the server acts.
 * - `cut-after`: the server acts, then the socket is closed: the answer is lost.
 * - `status`: an HTML page with `status` (500, 502, 503, 504), before acting.
 * - `refusal`: `status` (400) with `words` as the message of a JSON error, before acting.
 * - `rate-limit`: 429 HTML without `Retry-After`.
 * - `login-page`: 200 with an HTML sign-in page.
 * - `truncated-json`: the real answer, its body cut in half.
 * - `wrong-shape`: 200 with JSON that nobody asked for.
 * - `wrong-types`: the real answer, with numbers for its texts and texts for its numbers.
 * - `huge-body`: 200 with 10 MB of JSON.
 * - `redirect`: 302 to `location`, another origin.
 */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Which requests misbehave, and how. Without `method` and `path`, all of them. */
export interface FaultRule {
  readonly kind: FaultKind;
  readonly method?: string;
  /** Path as sent, without query; `*` stands for any characters. */
  readonly path?: string | RegExp;
  /** How many matching requests pass before the first one that is hit; 0 unless told. */
  readonly skip?: number;
  /** How many matching requests are hit; 1 unless told, `Infinity` for all. */
  readonly times?: number;
  /** For `status`, 500 unless told; for `refusal`, 400. */
  readonly status?: number;
  /** For `refusal`; any unless told. */
  readonly words?: string;
  /** For `refusal`: the whole JSON, in place of a message with `words`. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** For `redirect`: an absolute URL; the sandbox's other origin unless told. */
  readonly location?: string;
}

/** What becomes of a request: an answer, or a closed socket. */
export type Outcome = Reply | 'cut';

/** A fault that was switched on. */
export class Fault {
  readonly id: number;
  readonly rule: FaultRule;
  /** Settles when the first request was hit. */
  readonly reached: Promise<void>;
  #skipping: number;
  #remaining: number;
  #hits = 0;
  readonly #released: PromiseWithResolvers<void> = Promise.withResolvers();
  readonly #reached: PromiseWithResolvers<void> = Promise.withResolvers();

  constructor(id: number, rule: FaultRule) {
    this.id = id;
    this.rule = rule;
    this.#skipping = rule.skip ?? 0;
    this.#remaining = rule.times ?? 1;
    this.reached = this.#reached.promise;
  }

  get remaining(): number {
    return this.#remaining;
  }

  get hits(): number {
    return this.#hits;
  }

  /** Lets requests held by a `slow` fault go on, now and later. */
  release(): void {
    this.#released.resolve();
  }

  /** Whether a request that has arrived is to be hit; one that may pass is counted. */
  takes(request: SandboxRequest): boolean {
    const isMeant =
      this.#remaining > 0 &&
      (this.rule.method === undefined || this.rule.method === request.method) &&
      pathMatches(this.rule.path, request.path);
    if (!isMeant || this.#skipping === 0) return isMeant;
    this.#skipping -= 1;
    return false;
  }

  /** Counts a hit and applies the fault around `act`, which serves the request. */
  async apply(act: () => Promise<Reply>): Promise<Outcome> {
    this.#remaining -= 1;
    this.#hits += 1;
    this.#reached.resolve();
    switch (this.rule.kind) {
      case 'cut':
        return 'cut';
      case 'cut-after':
        await act();
        return 'cut';
      case 'slow':
        await this.#released.promise;
        return act();
      default:
        return answerWithFault(this.rule, act);
    }
  }
}

/** The faults of one server; the first that matches a request applies to it. */
export class FaultSwitches {
  /** Where `redirect` leads unless the rule says. */
  redirectTo = 'https://localhost:1/';
  readonly #faults: Fault[] = [];
  #nextId = 1;
  #served = 0;

  get faults(): readonly Fault[] {
    return this.#faults;
  }

  /** How many requests have arrived. */
  get served(): number {
    return this.#served;
  }

  add(rule: FaultRule): Fault {
    const fault = new Fault(this.#nextId++, { location: this.redirectTo, ...rule });
    this.#faults.push(fault);
    return fault;
  }

  /** Switches every fault off and lets held requests go on. */
  clear(): void {
    for (const fault of this.#faults.splice(0)) {
      fault.release();
    }
  }

  async serve(request: SandboxRequest, act: () => Promise<Reply>): Promise<Outcome> {
    this.#served += 1;
    const fault = this.#faults.find((candidate) => candidate.takes(request));
    return fault === undefined ? act() : fault.apply(act);
  }
}

function pathMatches(pattern: string | RegExp | undefined, path: string): boolean {
  if (pattern === undefined) {
    return true;
  }
  if (pattern instanceof RegExp) {
    return pattern.test(path);
  }
  const parts = pattern.split('*').map((part) => RegExp.escape(part));
  return new RegExp(`^${parts.join('.*')}$`).test(path);
}
