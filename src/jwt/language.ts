import type { TokenLanguage } from '../core/token-language.ts';
import type { SignatureLack } from './decoded.ts';
import type { Problem } from './problem.ts';

/** What is said of a token's form. */
export interface Remark {
  readonly severity: 'error' | 'warning' | 'info';
  /** What is the matter, in a sentence. */
  readonly message: string;
  /** What to do about it, in a sentence. */
  readonly advice: string;
}

/** Sorts of tokens of which there is something to be known. */
export type Note = 'detached' | 'encrypted' | 'login' | 'test' | SignatureLack;

/** What the words of a token mean, or what is to be said of its form. */
export interface Language extends TokenLanguage {
  /** @param severity of what makes a token differ from what it should be */
  readonly remark?: (problem: Problem, severity: 'error' | 'warning') => Remark;
  readonly note?: (about: Note) => Remark;
}
