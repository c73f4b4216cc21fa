import { runInNewContext } from 'node:vm';
import { send } from '../../../sandbox/client.ts';
import type { Answer, Call } from '../../../sandbox/client.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import type { RecordedAnswer } from '../recording.ts';
import type { Peer } from '../replay.ts';
import { BEFORE, RESTORED } from './inferred.ts';
import type { Claim, IdToken, QuayLine } from './line.ts';
import { shapes } from './shapes.ts';
import { spell, wordsBack, wordsOf } from './words.ts';
import type { Words } from './words.ts';

/** What each request of the recording took at least: the server's time moves on by it, in ms. */
const REQUEST_MS = 250;

/** A Quay of the sandbox in the place of the server that was recorded. */
export class QuayPeer implements Peer<QuayLine> {
  readonly #sandbox: Sandbox;
  readonly #words: Words;

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
    this.#words = wordsOf(sandbox);
  }

  async answer(line: QuayLine): Promise<RecordedAnswer> {
    for (const missing of BEFORE[line.name] ?? []) {
      await this.#send(missing);
    }
    const answer = await this.#send(line);
    const body = bodyOf(answer);
    if (line.save !== undefined) {
      evaluate(line.save)(this.#words, body);
    }
    return {
      status: answer.status,
      headers: this.#restore(Object.fromEntries(recordedHeaders(answer))) as Record<string, string>,
      body: this.#restore(line.pick === undefined ? body : evaluate(line.pick)(body)),
    };
  }

  async #send(line: Omit<QuayLine, 'answer'>): Promise<Answer> {
    const { clock, quay } = this.#sandbox;
    clock.advance(REQUEST_MS);
    const idTokens = await Promise.all((line.idTokens ?? []).map((token) => this.#mint(token)));
    const fill = (text: string): string => spell(text, this.#words, this.#sandbox, idTokens);
    return send(`${quay.url}${this.#host(fill(line.path))}`, this.#call(line, fill));
  }

  #call(line: Omit<QuayLine, 'answer'>, fill: (text: string) => string): Call {
    return {
      ca: this.#sandbox.authority.pem,
      method: line.method,
      ...('json' in line ? { json: line.json } : {}),
      ...(line.body === undefined ? {} : { body: line.body }),
      ...(line.bearer === undefined ? {} : { bearer: fill(line.bearer) }),
      ...(line.basic === undefined ? {} : { basic: fill(RESTORED[line.basic] ?? line.basic) }),
      ...(line.headers === undefined ? {} : { headers: line.headers }),
    };
  }

  /** `H` in a path or query is the server's own host. */
  #host(path: string): string {
    const host = encodeURIComponent(this.#sandbox.quay.hostname);
    return path.replace(/(?<==|%3A)H(?=$|&|%2F)/g, host);
  }

  #mint({ claims }: IdToken): Promise<string> {
    const { clock, oidc } = this.#sandbox;
    const now = Math.floor(clock.now() / 1000);
    return oidc.mint(
      Object.fromEntries(
        Object.entries(claims).map(([name, claim]) => [name, spellClaim(claim, now)]),
      ),
    );
  }

  /** Puts the recording's words back in the places of what this run's values are. */
  #restore(value: unknown): unknown {
    let text = JSON.stringify(value);
    for (const [mine, word] of wordsBack(this.#words, this.#sandbox)) {
      text = text.replaceAll(mine, word);
    }
    return shapes(JSON.parse(text), this.#sandbox.clock.now());
  }
}

function spellClaim(claim: Claim, now: number): string | number | undefined {
  if (typeof claim !== 'object') {
    return claim;
  }
  return 'now' in claim ? now + claim.now : undefined;
}

/** The body as JSON whatever its type says; a page is its word. */
function bodyOf(answer: Answer): unknown {
  try {
    return answer.json();
  } catch {
    return answer.text.trimStart().startsWith('<') ? 'HTML' : answer.text;
  }
}

function recordedHeaders(answer: Answer): [string, string][] {
  return Object.entries(answer.headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as [string, string]] : [],
  );
}

/** A function that the recording carries as text. */
function evaluate(expression: string): (...args: readonly unknown[]) => unknown {
  return runInNewContext(`(${expression})`, { Buffer }) as (...args: readonly unknown[]) => unknown;
}
