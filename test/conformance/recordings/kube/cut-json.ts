/**
 * The value of a JSON text whose end was cut off, as far as it is certain: what was begun and not
 * ended is left out, and what is around it is closed.
 */
export function parseCutJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return JSON.parse(closed(text)) as unknown;
  }
}

/** The text up to the last place where it can be ended, with the brackets that are open there. */
function closed(text: string): string {
  const open: string[] = [];
  let safe = { end: 0, closing: '' };
  let isInText = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    if (isInText) {
      if (character === '\\') index += 1;
      else if (character === '"') isInText = false;
      continue;
    }
    if (character === '"') isInText = true;
    else if (character === '{' || character === '[') open.push(character === '{' ? '}' : ']');
    else if (character === '}' || character === ']') open.pop();
    const isEnd = character === ',' || '{[}]'.includes(character);
    if (isEnd) {
      const end = character === ',' ? index : index + 1;
      safe = { end, closing: open.toReversed().join('') };
    }
  }
  return text.slice(0, safe.end) + safe.closing;
}
