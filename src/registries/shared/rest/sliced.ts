import { setImmediate as nextTurn } from 'node:timers/promises';
import { cancelled } from '../../../core/concurrency/cancelled.ts';
import { parseJson, WireError } from './wire.ts';

/** Characters that are parsed at once. To copy a longer slice costs as much as to parse it. */
const sliceLength = 64 * 1024;

/** Characters after which others may run: well under ten milliseconds' worth. */
const stretch = 4 * sliceLength;

/** Cuts in a row that may turn out to be none, before the rest is parsed as a whole. */
const patience = 16;

/**
 * Parses `{"<name>": [ {…}, … ]}` with a very long list, a slice at a time, and lets others run in
 * between: the whole of it would block the extension host for as long as it takes.
 *
 * A slice ends after an object that stands between commas. If that comma is within a text or a
 * nested list, the slice does not parse (a text or a bracket is left open), and a longer one is
 * tried: so what parses was cut at the right place. A list of another form is parsed as a whole.
 *
 * @param read turns one object into a row; throws `WireError`
 */
export async function parseSliced<T>(
  body: string,
  name: string,
  read: (json: unknown) => T,
  signal: AbortSignal,
): Promise<T[]> {
  const head = new RegExp(`^\\s*\\{\\s*"${name}"\\s*:\\s*\\[`).exec(body)?.[0];
  const rows: T[] = [];
  const take = (list: readonly unknown[]) => {
    for (const json of list) rows.push(read(json));
  };
  if (head === undefined || body.length <= sliceLength) {
    take(listOf(parseJson(body), name));
    return rows;
  }
  let start = head.length;
  let from = start + sliceLength;
  let turn = start;
  for (let failures = 0; failures < patience;) {
    const cut = cutBehind(body, from);
    if (cut === undefined) break;
    const list = tryParse(`[${body.slice(start, cut.end)}]`);
    if (list === undefined) {
      failures += 1;
      from = cut.next;
      continue;
    }
    take(list);
    failures = 0;
    start = cut.next;
    from = start + sliceLength;
    if (start - turn < stretch) continue;
    turn = start;
    await nextTurn();
    if (signal.aborted) throw cancelled();
  }
  // The rest has the end of the list, and whatever the server says after it.
  take(listOf(parseJson(`${head}${body.slice(start)}`), name));
  return rows;
}

/** The first place from `from` on that may be between two objects of the list. */
function cutBehind(body: string, from: number): { end: number; next: number } | undefined {
  const between = /\}\s*,\s*(?=\{)/g;
  between.lastIndex = from;
  const found = between.exec(body);
  return found === null ? undefined : { end: found.index + 1, next: between.lastIndex };
}

function tryParse(text: string): readonly unknown[] | undefined {
  try {
    return JSON.parse(text) as unknown[];
  } catch {
    return undefined;
  }
}

function listOf(json: unknown, name: string): readonly unknown[] {
  const list: unknown =
    typeof json === 'object' && json !== null ? Reflect.get(json, name) : undefined;
  if (!Array.isArray(list)) throw new WireError(name);
  return list;
}
