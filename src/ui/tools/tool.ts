import { RegistryError } from '../../core/errors.ts';
import { isObject } from '../../core/is-object.ts';
import { t } from '../../core/l10n.ts';
import type { TokenTarget } from '../actions/pick/token-target.ts';
import type { Services } from '../services.ts';

/** What a language model gave a tool; it may be anything. */
export type Input = Readonly<Record<string, unknown>>;

/** What the person is asked before a tool runs. */
export interface Question {
  /** What is being done, while it is. */
  readonly doing: string;
  readonly title: string;
  /** Account, subject, rights, lifetime: a line each, as far as they are known without asking. */
  readonly lines: readonly string[];
}

/** What tools work with. */
export interface ToolServices extends Services {
  /** Tokens that a registry listed for a tool in this window, by id: others may be told of them. */
  readonly listed: Map<string, TokenTarget>;
}

/** One tool for language models. */
export interface Tool {
  /** Reads what this machine remembers and nothing else. */
  readonly question: (input: Input, services: ToolServices) => Question;
  /**
   * Does it. What comes back is plain data; whoever sends it on masks what could be a secret.
   * Rejects with `RegistryError`.
   */
  readonly run: (input: Input, services: ToolServices, signal: AbortSignal) => Promise<unknown>;
}

export const inputOf = (input: unknown): Input => (isObject(input) ? input : {});

/** A text of the input; `undefined` when it is absent or empty. Throws for anything else. */
export function textOf(input: Input, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value === 'string') return value;
  throw new RegistryError('invalid-input', t('“{0}” has to be a text.', name));
}
