import type { AST } from '@eslint-community/regexpp';
import { setOf } from './program.ts';

/** Characters from which a set's own are drawn, the plain before the strange. */
const drawn = Array.from(
  ' a0A_-."\':=/\\\n\t\r+*@,;<>(){}[]|&%$#!~^?`' +
    'bcdefghijklmnopqrstuvwxyzBCDEFGHIJKLMNOPQRSTUVWXYZ123456789' +
    '\0\x1b\u00a0é“”│━…\u200b\u2028\u202e\ufeff\ud800',
);

/** A text of pieces: `before`, then `pump` again and again, then `after`. */
export interface Hostile {
  readonly before: string;
  readonly pump: string;
  readonly after: string;
}

/** @returns a text of so many characters or a few more */
export const textOf = ({ before, pump, after }: Hostile, length: number): string =>
  before + pump.repeat(Math.ceil(length / pump.length)) + after;

/**
 * Texts made from an expression's own structure that it may take long for: what leads to each of
 * its repetitions and then the repeated part, without an end that would match; beginnings that begin
 * again and again; and its characters, alone and in pairs.
 */
export function hostileTexts(pattern: AST.Pattern, flags: string): Hostile[] {
  const maker = new Maker(flags);
  for (const alternative of pattern.alternatives) maker.visit(alternative, '');
  const pumps = new Map<string, Hostile>();
  const add = (before: string, pump: string, after: string): void => {
    if (pump !== '') pumps.set(JSON.stringify([before, pump, after]), { before, pump, after });
  };
  for (const { before, body, behind } of maker.sites) {
    for (const after of ['\0', behind.slice(0, -1)]) {
      add(before, body, after);
      add('', before + body, after);
    }
    add('', before + body.repeat(20), '\0');
  }
  for (const before of maker.beginnings) add('', before, '\0');
  const alphabet = [...maker.alphabet].slice(0, 4);
  for (const one of alphabet) {
    for (const other of ['', ...alphabet]) if (one !== other) add('', one + other, '\0');
  }
  return [...pumps.values()];
}

class Maker {
  /** Where something is repeated: what leads there, once of it, and what could follow. */
  readonly sites: { before: string; body: string; behind: string }[] = [];
  readonly beginnings = new Set<string>();
  readonly alphabet = new Set<string>();
  readonly #flags: string;

  constructor(flags: string) {
    this.#flags = flags;
  }

  visit({ elements }: AST.Alternative, before: string): void {
    for (const [index, element] of elements.entries()) {
      const lead = this.#exampleOf(elements.slice(0, index), 0);
      const rich = this.#exampleOf(elements.slice(0, index), 1);
      const behind = this.#exampleOf(elements.slice(index + 1), 0);
      for (const to of new Set([before + lead, before + rich])) {
        this.beginnings.add(to);
        this.#enter(element, to, behind);
      }
    }
    this.beginnings.add(before + this.#exampleOf(elements, 1));
  }

  #enter(element: AST.Element, before: string, behind: string): void {
    if (element.type === 'Quantifier') {
      if (element.max > 1) {
        for (const body of this.#variants(element.element)) {
          this.sites.push({ before, body, behind });
        }
      }
      this.#enter(element.element, before, behind);
    } else if ('alternatives' in element) {
      for (const alternative of element.alternatives) this.visit(alternative, before);
    } else {
      for (const character of this.#some(element)) this.alphabet.add(character);
    }
  }

  /** Different short texts that an element matches. */
  #variants(element: AST.Element): string[] {
    if ('alternatives' in element) {
      return element.alternatives.flatMap(({ elements }) => {
        const [only] = elements;
        if (elements.length === 1 && only !== undefined) return this.#variants(only);
        return [this.#exampleOf(elements, 0), this.#exampleOf(elements, 1)];
      });
    }
    if (element.type === 'Quantifier') return this.#variants(element.element);
    return this.#some(element);
  }

  /** @param often how often something is there that may be missing */
  #exampleOf(elements: readonly AST.Element[], often: 0 | 1): string {
    return elements
      .map((element): string => {
        if (element.type === 'Assertion') return '';
        if (element.type === 'Backreference') {
          const group = [element.resolved].flat()[0];
          return this.#exampleOf(group?.alternatives[0]?.elements ?? [], often);
        }
        if (element.type === 'Quantifier') {
          const times = Math.min(element.max, Math.max(element.min, often));
          return this.#exampleOf([element.element], often).repeat(times);
        }
        if ('alternatives' in element) {
          return this.#exampleOf(element.alternatives[0]?.elements ?? [], often);
        }
        return this.#some(element)[0] ?? '';
      })
      .join('');
  }

  /** A few of the characters that an element matches. */
  #some(element: AST.Element): string[] {
    if (element.type === 'Character') return [String.fromCodePoint(element.value)];
    if (element.type === 'Assertion' || element.type === 'Backreference') return [];
    const is = setOf(element.raw, this.#flags);
    return drawn.filter((character) => is(character.codePointAt(0) ?? 0)).slice(0, 3);
  }
}
