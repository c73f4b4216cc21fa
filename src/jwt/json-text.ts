import { jsonLiteral } from '../core/visible.ts';
import type { Json } from './json.ts';

/** A value over as many lines as it wants, every number and duplicate as it was written. */
export function jsonText(json: Json): string {
  const lines: string[] = [];
  writeJson(lines, '', json, '', '');
  return lines.join('\n');
}

/**
 * Adds the lines of a value.
 *
 * @param lead what stands before it in its first line
 * @param tail what stands behind it in its last
 */
export function writeJson(
  lines: string[],
  lead: string,
  json: Json,
  indent: string,
  tail: string,
): void {
  const short = inlineJson(json);
  if (short !== undefined) {
    lines.push(`${lead}${short}${tail}`);
    return;
  }
  const deeper = `${indent}  `;
  const items = parts(json);
  const [open, close] = json.type === 'array' ? ['[', ']'] : ['{', '}'];
  lines.push(`${lead}${open}`);
  items.forEach(({ name, value }, index) => {
    const start = name === undefined ? deeper : `${deeper}${jsonLiteral(name)}: `;
    writeJson(lines, start, value, deeper, index < items.length - 1 ? ',' : '');
  });
  lines.push(`${indent}${close}${tail}`);
}

/** A value that fits into its line: a scalar, an empty object, an array of a few scalars. */
export function inlineJson(json: Json): string | undefined {
  switch (json.type) {
    case 'string':
      return jsonLiteral(json.value);
    case 'number':
      return json.source;
    case 'literal':
      return String(json.value);
    case 'object':
      return json.members.length === 0 ? '{}' : undefined;
    case 'array': {
      const flat = json.items.every(({ type }) => type !== 'object' && type !== 'array');
      if (!flat || json.items.length > 20) return undefined;
      const short = `[${json.items.map(inlineJson).join(', ')}]`;
      return short.length <= 80 ? short : undefined;
    }
  }
}

/** What an object or an array consists of. */
function parts(json: Json): readonly { readonly name?: string; readonly value: Json }[] {
  if (json.type === 'object') return json.members;
  return json.type === 'array' ? json.items.map((value) => ({ value })) : [];
}
