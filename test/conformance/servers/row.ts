import type { Answer, Call } from '../../sandbox/client.ts';

/** Asks the server that is looked at, with the sign-in that was given unless the call has one. */
export type Ask = (path: string, call?: Call & { readonly anonymous?: true }) => Promise<Answer>;

/** What rows get to work with. */
export interface Peer {
  readonly ask: Ask;
  /** Whom the sign-in belongs to, where the server does not tell. */
  readonly user: string;
  /** A name for what a row makes: nobody else has it. */
  readonly made: string;
  /** Remembers what was made; what is not taken back is listed at the end. */
  readonly makes: (what: string) => { readonly removed: () => void };
}

/** One claim of docs/registries about a server. */
export interface Row {
  /** Where the claim stands, such as `quay.md §2.4`. */
  readonly section: string;
  readonly claim: string;
  /** It changes the server, and takes back what it made: only done when asked to. */
  readonly writes?: true;
  /** Throws `Deviation` where the server answers otherwise, `NotHere` where it cannot be asked. */
  readonly check: (peer: Peer) => Promise<void>;
}

/** What a kind's servers are asked. */
export interface Contract {
  /** Which version answered, in the server's words. */
  readonly version: (peer: Peer) => Promise<string>;
  readonly rows: readonly Row[];
}

/** The server answered otherwise than docs/registries says. */
export class Deviation extends Error {
  override readonly name = 'Deviation';
}

/** The row says nothing of this server: a right or a feature that it needs is not there. */
export class NotHere extends Error {
  override readonly name = 'NotHere';
}

/** Fails the row unless the server answered with one of these statuses. */
export function status(answer: Answer, ...expected: readonly number[]): Answer {
  if (expected.includes(answer.status)) return answer;
  throw new Deviation(`status ${answer.status} instead of ${expected.join(' or ')}`);
}

/** Leaves the row out where the sign-in has not the right for it. */
export function allowed(answer: Answer): Answer {
  if (answer.status !== 401 && answer.status !== 403) return answer;
  throw new NotHere(`the sign-in may not do that (status ${answer.status})`);
}

/** Fails the row unless something holds, which is named. */
export function holds(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Deviation(otherwise);
}

/** The JSON object of an answer. */
export function object(answer: Answer): Readonly<Record<string, unknown>> {
  const value = json(answer);
  holds(
    typeof value === 'object' && value !== null && !Array.isArray(value),
    'the body is no JSON object',
  );
  return value as Readonly<Record<string, unknown>>;
}

/** The JSON list of an answer. */
export function list(answer: Answer): readonly unknown[] {
  const value = json(answer);
  holds(Array.isArray(value), 'the body is no JSON list');
  return value as readonly unknown[];
}

function json(answer: Answer): unknown {
  try {
    return answer.json();
  } catch {
    throw new Deviation('the body is no JSON');
  }
}

/** Fails the row unless members of an object have these types. */
export function members(
  value: Readonly<Record<string, unknown>>,
  types: Readonly<Record<string, 'string' | 'number' | 'boolean' | 'object'>>,
): void {
  for (const [name, type] of Object.entries(types)) {
    holds(typeof value[name] === type, `“${name}” is missing or no ${type}`);
  }
}
