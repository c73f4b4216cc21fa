/** What Go's `encoding/json` says of text that is no JSON. */
export class GoSyntaxError extends Error {}

const LITERALS: Readonly<Record<string, string>> = { t: 'true', f: 'false', n: 'null' };

/**
 * Reads the first JSON value of a text as Go's decoder does, which does not mind what follows it.
 *
 * @throws GoSyntaxError With Go's own words.
 */
export function readFirstValue(text: string): unknown {
  const reader = new Reader(text);
  reader.space();
  if (reader.isAtEnd()) throw new GoSyntaxError('EOF');
  const start = reader.position;
  reader.value();
  return JSON.parse(text.slice(start, reader.position)) as unknown;
}

/** Walks over one value; only where it fails is of interest, the value is taken from `JSON.parse`. */
class Reader {
  readonly #text: string;
  position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  isAtEnd(): boolean {
    return this.position >= this.#text.length;
  }

  space(): void {
    while (/[ \t\r\n]/.test(this.#peek())) this.position += 1;
  }

  value(): void {
    this.space();
    const first = this.#need();
    if (first === '{') this.#object();
    else if (first === '[') this.#array();
    else if (first === '"') this.#string();
    else if (first in LITERALS) this.#literal(LITERALS[first] ?? '');
    else if (/[-\d]/.test(first)) this.#number();
    else throw this.#invalid('looking for beginning of value');
  }

  #peek(): string {
    return this.#text.charAt(this.position);
  }

  #need(): string {
    if (this.isAtEnd()) throw new GoSyntaxError('unexpected EOF');
    return this.#peek();
  }

  #invalid(context: string): GoSyntaxError {
    const code = this.#text.codePointAt(this.position) ?? 0;
    const shown = code === 39 ? String.raw`'\''` : code === 34 ? `'"'` : `'${this.#peek()}'`;
    return new GoSyntaxError(`invalid character ${shown} ${context}`);
  }

  #object(): void {
    this.position += 1;
    this.space();
    if (this.#need() === '}') {
      this.position += 1;
      return;
    }
    for (;;) {
      this.space();
      if (this.#need() !== '"') throw this.#invalid('looking for beginning of object key string');
      this.#string();
      this.space();
      if (this.#need() !== ':') throw this.#invalid('after object key');
      this.position += 1;
      this.value();
      if (this.#isLast('}', 'after object key:value pair')) return;
    }
  }

  #array(): void {
    this.position += 1;
    this.space();
    if (this.#need() === ']') {
      this.position += 1;
      return;
    }
    for (;;) {
      this.value();
      if (this.#isLast(']', 'after array element')) return;
    }
  }

  #isLast(end: string, context: string): boolean {
    this.space();
    const next = this.#need();
    if (next !== end && next !== ',') throw this.#invalid(context);
    this.position += 1;
    return next === end;
  }

  #string(): void {
    this.position += 1;
    for (;;) {
      const character = this.#need();
      if (character < ' ') throw this.#invalid('in string literal');
      this.position += 1;
      if (character === '"') return;
      if (character === '\\') this.#escape();
    }
  }

  #escape(): void {
    const escaped = this.#need();
    if (!/["\\/bfnrtu]/.test(escaped)) throw this.#invalid('in string escape code');
    this.position += 1;
    for (let digit = 0; escaped === 'u' && digit < 4; digit += 1) {
      if (!/[\da-f]/i.test(this.#need()))
        throw this.#invalid(String.raw`in \u hexadecimal character escape`);
      this.position += 1;
    }
  }

  #literal(word: string): void {
    for (let index = 0; index < word.length; index += 1) {
      const letter = word.charAt(index);
      if (this.#need() !== letter) {
        throw this.#invalid(`in literal ${word} (expecting '${letter}')`);
      }
      this.position += 1;
    }
  }

  #number(): void {
    if (this.#peek() === '-') this.position += 1;
    if (this.#need() === '0') this.position += 1;
    else this.#digits('in numeric literal');
    if (this.#peek() === '.') {
      this.position += 1;
      this.#digits('after decimal point in numeric literal');
    }
    if (/e/i.test(this.#peek())) {
      this.position += 1;
      if (/[-+]/.test(this.#peek())) this.position += 1;
      this.#digits('in exponent of numeric literal');
    }
  }

  #digits(context: string): void {
    if (!/\d/.test(this.#need())) throw this.#invalid(context);
    while (/\d/.test(this.#peek())) this.position += 1;
  }
}
