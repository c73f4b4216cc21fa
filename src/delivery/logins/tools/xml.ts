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

/** Remarks as blanks, so that what stands in them is not taken for elements. One may have no end. */
export const withoutRemarks = (text: string): string =>
  text.replaceAll(/<!--[^]*?(?:-->|$)/g, (part) => ' '.repeat(part.length));

/** The elements of a name in a part of a text, which has no remarks. */
export function elementsOf(text: string, name: string, within?: Span): Element[] {
  const part = within === undefined ? text : text.slice(within.from, within.to);
  const start = within?.from ?? 0;
  const ends = endTags(part, name);
  const found: Element[] = [];
  let next = 0;
  for (const open of part.matchAll(new RegExp(`<(${name})((?:\\s[^<>]*?)?)(/?)>`, 'g'))) {
    const [tags, tag = '', attributes = '', slash] = open;
    const innerFrom = open.index + tags.length;
    if (open.index < next) continue;
    const end =
      slash === '/' ? { from: innerFrom, to: innerFrom } : firstFrom(ends.get(tag), innerFrom);
    if (end === undefined) continue;
    next = end.to;
    found.push({
      name: tag,
      from: start + open.index,
      to: start + end.to,
      attributes: attributesOf(attributes, start + open.index + 1 + tag.length),
      inner: {
        from: start + innerFrom,
        to: start + end.from,
        text: unescaped(part.slice(innerFrom, end.from).trim()),
      },
    });
  }
  return found;
}

/** The end tags of each name, the last first. */
function endTags(text: string, name: string): ReadonlyMap<string, Span[]> {
  const found = [...text.matchAll(new RegExp(`</(${name})\\s*>`, 'g'))].toReversed();
  const spans = Map.groupBy(found, ([, tag = '']) => tag);
  return new Map(
    [...spans].map(([tag, matches]) => [
      tag,
      matches.map(({ 0: whole, index }) => ({ from: index, to: index + whole.length })),
    ]),
  );
}

/** The first at a place or after it; those before it are never asked for again. */
function firstFrom(lastFirst: Span[] | undefined, place: number): Span | undefined {
  while ((lastFirst?.at(-1)?.from ?? place) < place) lastFirst?.pop();
  return lastFirst?.at(-1);
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
