/** What Python's `repr()` gives for a JSON value; keys in their own order. */
export function repr(value: unknown): string {
  return represent(value, (entries) => entries);
}

/** What `pprint` gives for it on one line: the same with sorted keys. */
export function sortedRepr(value: unknown): string {
  return represent(value, (entries) => entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

type Entry = [string, unknown];

function represent(value: unknown, order: (entries: Entry[]) => Entry[]): string {
  if (typeof value === 'string') {
    return reprText(value);
  }
  if (value === null || value === undefined) {
    return 'None';
  }
  if (typeof value === 'boolean') {
    return value ? 'True' : 'False';
  }
  if (Array.isArray(value)) {
    return `[${value.map((item) => represent(item, order)).join(', ')}]`;
  }
  if (typeof value === 'object') {
    const items = order(Object.entries(value)).map(
      ([key, item]) => `${reprText(key)}: ${represent(item, order)}`,
    );
    return `{${items.join(', ')}}`;
  }
  return JSON.stringify(value);
}

function reprText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\\'"\p{Cc}]/gu, (character) => escapeOne(character, quote));
  return `${quote}${escaped}${quote}`;
}

function escapeOne(character: string, quote: string): string {
  const known: Readonly<Record<string, string>> = {
    '\\': '\\\\',
    '\n': '\\n',
    '\r': '\\r',
    '\t': '\\t',
  };
  if (character === '"' || character === "'") {
    return character === quote ? `\\${character}` : character;
  }
  return known[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
