import { entriesOf, type LineForm } from '../logins/tools/lines.ts';
import type { Changed } from './tool.ts';

/** Where an entry belongs. */
export interface EntryPlace extends LineForm {
  /** The name in brackets above it; empty for what stands before the first. */
  readonly section: string;
  readonly key: string;
  /** An indented line belongs to something else. */
  readonly isFlush?: true;
  /** Which lines below an entry go on with its value. */
  readonly continues?: 'indented' | 'after a backslash';
}

/** Sets one entry of a configuration: in the place of the last one of its key, or as a new line. */
export function withEntry({ text, replaced }: Changed, place: EntryPlace, line: string): Changed {
  const former = entriesOf(text, place).findLast(
    ({ section, key, line: { from } }) =>
      bare(section) === bare(place.section) &&
      key === place.key &&
      (place.isFlush !== true || /\S/.test(text[from] ?? '')),
  )?.line;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const written = line.replaceAll('\n', end) + end;
  if (former !== undefined) {
    const to = former.to + continuation(text, former.from, former.to, place);
    const same = text.slice(former.from, to).trim() === line;
    return {
      text: text.slice(0, former.from) + written + text.slice(to),
      replaced: same ? replaced : [...replaced, place.key],
    };
  }
  const at = endOf(text, place.section);
  if (at !== undefined) {
    return { text: `${ended(text.slice(0, at), end)}${written}${text.slice(at)}`, replaced };
  }
  const gap = text.trim() === '' ? '' : end;
  return { text: `${ended(text, end)}${gap}[${place.section}]${end}${written}`, replaced };
}

/** How long the lines are that go on with the value above them. */
function continuation(text: string, from: number, to: number, { continues }: EntryPlace): number {
  if (continues === 'indented')
    return /^(?:[ \t]+\S.*(?:\n|$))*/.exec(text.slice(to))?.[0].length ?? 0;
  if (continues === undefined) return 0;
  let at = to;
  for (let line = text.slice(from, to); /(?<!\\)(?:\\\\)*\\\r?\n$/.test(line);) {
    line = /^.*(?:\n|$)/.exec(text.slice(at))?.[0] ?? '';
    at += line.length;
  }
  return at - to;
}

/** Where a new line of a section goes: below what stands in it; `undefined` where there is none. */
function endOf(text: string, section: string): number | undefined {
  let [current, at, found] = ['', 0, section === '' ? 0 : -1];
  for (const line of text.split(/(?<=\n)/)) {
    const heading = /^\s*\[([^\]]*)\]/.exec(line)?.[1]?.trim();
    if (heading !== undefined) current = heading;
    at += line.length;
    if (bare(current) === bare(section) && line.trim() !== '') found = at;
  }
  return found < 0 ? undefined : found;
}

/** Parts of a name may be quoted, and stand apart. */
const bare = (section: string): string => section.replaceAll(/["'\s]/g, '');

const ended = (text: string, end: string): string =>
  text === '' || text.endsWith('\n') ? text : text + end;
