import type { Span } from './text-tool.ts';

/** An element of an XML text that is read for a few names, without a parser. */
export interface Element extends Span {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, Value>;
  /** What stands between its tags; empty for one without an end tag. */
  readonly inner: Span & { readonly text: string };
}

/** A text with its entities resolved, and where it stands. */
interface Value extends Span {
  readonly text: string;
}

/** Remarks as blanks, so that what stands in them is not taken for elements. */
export const withoutRemarks = (text: string): string =>
  text.replaceAll(/<!--[^]*?-->/g, (part) => ' '.repeat(part.length));

/** The elements of a name in a part of a text, which has no remarks. */
export function elementsOf(text: string, name: string, within?: Span): Element[] {
  const part = within === undefined ? text : text.slice(within.from, within.to);
  const start = within?.from ?? 0;
  const pattern = new RegExp(`<(${name})((?:\\s[^<>]*?)?)(?:/>|>([^]*?)</\\1\\s*>)`, 'g');
  return [...part.matchAll(pattern)].map((match) => {
    const [whole, tag = '', attributes = '', inner = ''] = match;
    const from = start + match.index;
    const innerFrom = from + (match[3] === undefined ? whole.length : whole.indexOf('>') + 1);
    return {
      name: tag,
      from,
      to: from + whole.length,
      attributes: attributesOf(attributes, from + 1 + tag.length),
      inner: { from: innerFrom, to: innerFrom + inner.length, text: unescaped(inner.trim()) },
    };
  });
}

function attributesOf(text: string, start: number): ReadonlyMap<string, Value> {
  const found = [...text.matchAll(/(?<![\w:.-])([\w:.-]+)\s*=\s*(["'])(.*?)\2/g)];
  return new Map(
    found.map(({ 0: whole, 1: name = '', 3: value = '', index }) => {
      const from = start + index + whole.length - value.length - 1;
      return [name, { text: unescaped(value), from, to: from + value.length }];
    }),
  );
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

const unescaped = (text: string): string =>
  text.replaceAll(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);

/** A text as it stands in an element or an attribute. */
export const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (sign) => {
    const name = Object.keys(entities).find((one) => entities[one] === sign);
    return name === undefined ? sign : `&${name};`;
  });

/** A span with the line that it is alone on. */
export function lineOf(text: string, { from, to }: Span): Span {
  const start = text.lastIndexOf('\n', from - 1);
  const end = text.indexOf('\n', to);
  const around = text.slice(start + 1, from) + text.slice(to, end < 0 ? text.length : end);
  return around.trim() === '' && start >= 0 ? { from: start, to } : { from, to };
}
