import { RegExpParser, type AST } from '@eslint-community/regexpp';

/**
 * What a backtracking matcher does, one step at a time. `read` takes a character that is of a set,
 * `fork` tries `first` and comes back to `second`, `mark` and `moved` end a loop whose turn took
 * nothing.
 */
type Instruction =
  | { readonly do: 'read'; readonly is: (character: number) => boolean; readonly step: 1 | -1 }
  | { do: 'fork'; first: number; second: number }
  | { do: 'jump'; to: number }
  | { readonly do: 'keep' | 'mark' | 'moved'; readonly register: number }
  | { readonly do: 'repeat'; readonly from: number; readonly step: 1 | -1 }
  | { readonly do: 'edge'; readonly kind: 'start' | 'end' | 'word'; readonly negate: boolean }
  | { readonly do: 'look'; readonly inside: Program; readonly negate: boolean }
  | { readonly do: 'done' };
type Program = readonly Instruction[];

/** More steps were taken than are allowed. */
export class TooManySteps extends Error {
  override readonly name = 'TooManySteps';
}

/**
 * A regular expression whose steps can be counted, on a machine of any speed. It does what the
 * backtracking matchers of JavaScript do, without their shortcuts.
 */
export class CountedExpression {
  readonly pattern: AST.Pattern;
  readonly #flags: string;
  readonly #program: Program;
  readonly #registers: number;
  #steps = 0;
  #allowed = Infinity;

  constructor(source: string, flags: string) {
    const isUnicode = flags.includes('u');
    const isSets = flags.includes('v');
    this.#flags = flags;
    this.pattern = new RegExpParser().parsePattern(source, undefined, undefined, {
      unicode: isUnicode,
      unicodeSets: isSets,
    });
    const compiler = new Compiler(flags);
    this.#program = compiler.compile(this.pattern.alternatives, 1);
    this.#registers = compiler.registers;
  }

  /**
   * Takes a text as `replace` or `matchAll` would: from each place on, again after each match if
   * it is a global expression.
   * @returns the steps taken and the matches' places
   * @throws {TooManySteps}
   */
  run(
    text: string,
    allowed = Infinity,
  ): { steps: number; matches: [start: number, end: number][] } {
    const isByPoint = /[uv]/.test(this.#flags);
    const characters = isByPoint
      ? Int32Array.from(text, (character) => character.codePointAt(0) ?? 0)
      : Int32Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
    [this.#steps, this.#allowed] = [0, allowed];
    const matches: [number, number][] = [];
    const registers = new Array<number>(this.#registers).fill(-1);
    for (let start = 0; start <= characters.length; start += 1) {
      const end = this.#match(this.#program, characters, start, registers);
      if (end !== undefined) {
        matches.push([start, end]);
        if (!/[gy]/.test(this.#flags)) break;
        start = Math.max(start, end - 1);
      } else if (this.#flags.includes('y')) break;
    }
    return { steps: this.#steps, matches };
  }

  #match(program: Program, text: Int32Array, start: number, first: readonly number[]) {
    const places: number[] = [];
    const positions: number[] = [];
    const registers: (readonly number[])[] = [];
    let at: number | undefined = 0;
    let [position, own] = [start, first];
    for (;;) {
      while (at !== undefined) {
        if ((this.#steps += 1) > this.#allowed) throw new TooManySteps();
        const instruction = program[at];
        if (instruction === undefined) throw new Error('the program has no end');
        at += 1;
        switch (instruction.do) {
          case 'done':
            return position;
          case 'read': {
            const character = text[instruction.step === 1 ? position : position - 1];
            if (character === undefined || !instruction.is(character)) at = undefined;
            position += instruction.step;
            break;
          }
          case 'fork':
            places.push(instruction.second);
            positions.push(position);
            registers.push(own);
            at = instruction.first;
            break;
          case 'jump':
            at = instruction.to;
            break;
          case 'keep':
          case 'mark':
            own = own.with(instruction.register, position);
            break;
          case 'moved':
            if (own[instruction.register] === position) at = undefined;
            break;
          case 'repeat': {
            const [from = -1, to = -1] = own.slice(instruction.from, instruction.from + 2);
            const kept = text.subarray(Math.min(from, to), Math.max(from, to));
            const begin = instruction.step === 1 ? position : position - kept.length;
            this.#steps += kept.length;
            if (kept.some((character, index) => text[begin + index] !== character)) at = undefined;
            position += instruction.step * kept.length;
            break;
          }
          case 'edge':
            if (this.#isEdge(instruction.kind, text, position) === instruction.negate)
              at = undefined;
            break;
          case 'look': {
            const end = this.#match(instruction.inside, text, position, own);
            if ((end === undefined) !== instruction.negate) at = undefined;
            break;
          }
        }
      }
      at = places.pop();
      if (at === undefined) return undefined;
      position = positions.pop() ?? position;
      own = registers.pop() ?? own;
    }
  }

  #isEdge(kind: 'start' | 'end' | 'word', text: Int32Array, at: number): boolean {
    if (kind === 'word') return isWord(text[at - 1]) !== isWord(text[at]);
    const [edge, beyond] = kind === 'start' ? [0, text[at - 1]] : [text.length, text[at]];
    if (at === edge) return true;
    return this.#flags.includes('m') && beyond !== undefined && lineEnds.includes(beyond);
  }
}

const lineEnds = [10, 13, 0x2028, 0x2029];
const isWord = (character: number | undefined): boolean =>
  character !== undefined && /\w/.test(String.fromCodePoint(character));

class Compiler {
  registers = 0;
  readonly #flags: string;
  readonly #groups = new Map<AST.CapturingGroup, number>();
  #program: Instruction[] = [];
  #step: 1 | -1 = 1;

  constructor(flags: string) {
    this.#flags = flags.replaceAll(/[dgy]/g, '');
  }

  compile(alternatives: readonly AST.Alternative[], step: 1 | -1): Program {
    const outer = [this.#program, this.#step] as const;
    [this.#program, this.#step] = [[], step];
    this.#choose(alternatives);
    this.#program.push({ do: 'done' });
    const program = this.#program;
    [this.#program, this.#step] = outer;
    return program;
  }

  #choose(alternatives: readonly AST.Alternative[]): void {
    const ends: { to: number }[] = [];
    for (const [index, { elements }] of alternatives.entries()) {
      const fork = { do: 'fork' as const, first: 0, second: 0 };
      const isLast = index === alternatives.length - 1;
      if (!isLast) this.#program.push(fork);
      fork.first = this.#program.length;
      for (const element of this.#step === 1 ? elements : elements.toReversed()) this.#add(element);
      if (isLast) break;
      const end = { do: 'jump' as const, to: 0 };
      this.#program.push(end);
      ends.push(end);
      fork.second = this.#program.length;
    }
    for (const end of ends) end.to = this.#program.length;
  }

  #add(element: AST.Element): void {
    switch (element.type) {
      case 'Quantifier':
        this.#repeat(element);
        return;
      case 'Group':
        this.#choose(element.alternatives);
        return;
      case 'CapturingGroup': {
        const register = this.#registerOf(element);
        const [before, after] = this.#step === 1 ? [0, 1] : [1, 0];
        this.#program.push({ do: 'keep', register: register + before });
        this.#choose(element.alternatives);
        this.#program.push({ do: 'keep', register: register + after });
        return;
      }
      case 'Backreference': {
        const group = Array.isArray(element.resolved) ? element.resolved[0] : element.resolved;
        if (group === undefined) throw new Error('a reference to nothing');
        this.#program.push({ do: 'repeat', from: this.#registerOf(group), step: this.#step });
        return;
      }
      case 'Assertion':
        this.#assert(element);
        return;
      default:
        this.#program.push({ do: 'read', is: setOf(element.raw, this.#flags), step: this.#step });
    }
  }

  #assert(element: AST.Assertion): void {
    if (element.kind === 'lookahead' || element.kind === 'lookbehind') {
      const inside = this.compile(element.alternatives, element.kind === 'lookahead' ? 1 : -1);
      this.#program.push({ do: 'look', inside, negate: element.negate });
      return;
    }
    const negate = element.kind === 'word' && element.negate;
    this.#program.push({ do: 'edge', kind: element.kind, negate });
  }

  #repeat({ element, min, max, greedy }: AST.Quantifier): void {
    for (let count = 0; count < min; count += 1) this.#add(element);
    const forks: { first: number; second: number }[] = [];
    const fork = (): void => {
      const one = { do: 'fork' as const, first: 0, second: 0 };
      this.#program.push(one);
      one[greedy ? 'first' : 'second'] = this.#program.length;
      forks.push(one);
    };
    if (max === Infinity) {
      const register = this.registers++;
      const loop = this.#program.length;
      fork();
      this.#program.push({ do: 'mark', register });
      this.#add(element);
      this.#program.push({ do: 'moved', register }, { do: 'jump', to: loop });
    }
    for (let count = min; max !== Infinity && count < max; count += 1) {
      fork();
      this.#add(element);
    }
    for (const one of forks) one[greedy ? 'second' : 'first'] = this.#program.length;
  }

  #registerOf(group: AST.CapturingGroup): number {
    const register = this.#groups.get(group) ?? this.registers;
    if (!this.#groups.has(group)) this.registers += 2;
    this.#groups.set(group, register);
    return register;
  }
}

const sets = new Map<string, (character: number) => boolean>();

/** Whether a character is of a set, as the language itself tells; each is asked once. */
export function setOf(raw: string, flags: string): (character: number) => boolean {
  const key = `${raw}/${flags}`;
  const known = sets.get(key);
  if (known !== undefined) return known;
  const expression = new RegExp(`^(?:${raw})$`, flags.replaceAll(/[dgmy]/g, ''));
  const answers: boolean[] = [];
  const set = (character: number): boolean =>
    (answers[character] ??= expression.test(String.fromCodePoint(character)));
  sets.set(key, set);
  return set;
}
