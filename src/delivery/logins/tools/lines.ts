import type { Span } from './text-tool.ts';

/** A line `key = value` of a configuration. */
export interface Entry {
  /** The name in brackets above it; empty before the first. */
  readonly section: string;
  readonly key: string;
  readonly value: string;
  /** Where the value stands, without what quotes it. */
  readonly at: Span;
  /** The whole line, with its end. */
  readonly line: Span;
}

/** How a sort of configuration is written. */
export interface LineForm {
  /** Signs that begin a line that says nothing. */
  readonly comments: string;
  /** Signs between key and value, the first of which counts. */
  readonly separators: '=' | '=:';
  /** Values stand in quotation marks, which are no part of them. */
  readonly quoted?: boolean;
}

/** The lines of a configuration that give a value to a key; others are passed over. */
export function entriesOf(text: string, { comments, separators, quoted }: LineForm): Entry[] {
  const entries: Entry[] = [];
  let [section, from] = ['', 0];
  for (const line of text.split(/(?<=\n)/)) {
    const start = from;
    from += line.length;
    const content = line.trim();
    if (content === '' || comments.includes(content[0] ?? '')) continue;
    const heading = /^\[([^\]]*)\]/.exec(content)?.[1];
    if (heading !== undefined) section = heading.trim();
    const middle = line.search(separators === '=' ? /=/ : /[=:]/);
    if (heading !== undefined || middle < 0) continue;
    const at = valueAt(line, middle + 1, quoted === true);
    if (at === undefined) continue;
    entries.push({
      section,
      key: line.slice(0, middle).trim(),
      value: line.slice(at.from, at.to),
      at: { from: start + at.from, to: start + at.to },
      line: { from: start, to: from },
    });
  }
  return entries;
}

/** Where the value stands in its line; `undefined` for one whose quotation does not end there. */
function valueAt(line: string, after: number, quoted: boolean): Span | undefined {
  const rest = line.slice(after);
  const text = /^\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)')/.exec(rest);
  const value = quoted ? (text?.[1] ?? text?.[2]) : rest.trim();
  if (value === undefined) return undefined;
  const from = after + (value === '' ? 0 : rest.indexOf(value));
  return { from, to: from + value.length };
}

/** The last value of a key counts. */
export const lastOf = (entries: readonly Entry[], key: string): Entry | undefined =>
  entries.findLast((entry) => entry.key.toLowerCase() === key);
