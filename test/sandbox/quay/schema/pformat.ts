import { repr, sortedRepr } from './repr.ts';

/** Width that jsonschema asks of `pprint`. */
const WIDTH = 72;

/** Where a value is written: its column, what must still fit behind it, and how deep it stands. */
interface Place {
  readonly indent: number;
  readonly allowance: number;
  readonly level: number;
}

/** What Python's `pprint.pformat(value, width=72)` gives for a JSON value. */
export function pformat(value: unknown): string {
  return format(value, { indent: 0, allowance: 0, level: 0 });
}

function format(value: unknown, place: Place): string {
  const text = sortedRepr(value);
  if (text.length <= WIDTH - place.indent - place.allowance) {
    return text;
  }
  const inside = { ...place, level: place.level + 1 };
  if (typeof value === 'string') {
    return formatText(value, inside);
  }
  if (Array.isArray(value)) {
    return formatItems(value, inside);
  }
  return typeof value === 'object' && value !== null ? formatEntries(value, inside) : text;
}

function formatItems(items: readonly unknown[], { indent, allowance, level }: Place): string {
  const column = indent + 1;
  const formatted = items.map((item, index) =>
    format(item, {
      indent: column,
      allowance: index === items.length - 1 ? allowance + 1 : 1,
      level,
    }),
  );
  return `[${formatted.join(`,\n${' '.repeat(column)}`)}]`;
}

function formatEntries(value: object, { indent, allowance, level }: Place): string {
  const column = indent + 1;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  const formatted = entries.map(([key, item], index) => {
    const name = `${repr(key)}: `;
    const last = index === entries.length - 1;
    return (
      name +
      format(item, {
        indent: column + name.length,
        allowance: last ? allowance + 1 : 1,
        level,
      })
    );
  });
  return `{${formatted.join(`,\n${' '.repeat(column)}`)}}`;
}

/** Long texts become several literals, one below the other, broken where there is space. */
function formatText(text: string, place: Place): string {
  const outermost = place.level === 1;
  const indent = place.indent + (outermost ? 1 : 0);
  const allowance = place.allowance + (outermost ? 1 : 0);
  const lines = text.match(/[^\n]*\n|[^\n]+/g) ?? [];
  const chunks = lines.flatMap((line, index) =>
    breakLine(line, WIDTH - indent, index === lines.length - 1 ? allowance : 0),
  );
  if (chunks.length <= 1) {
    return repr(text);
  }
  const joined = chunks.join(`\n${' '.repeat(indent)}`);
  return outermost ? `(${joined})` : joined;
}

function breakLine(line: string, width: number, allowance: number): readonly string[] {
  if (repr(line).length <= width - allowance) {
    return [repr(line)];
  }
  const chunks: string[] = [];
  const parts = line.match(/\S+\s*|\s+/g) ?? [];
  let current = '';
  for (const [index, part] of parts.entries()) {
    const room = index === parts.length - 1 ? width - allowance : width;
    if (repr(current + part).length > room) {
      if (current !== '') {
        chunks.push(repr(current));
      }
      current = part;
    } else {
      current += part;
    }
  }
  return current === '' ? chunks : [...chunks, repr(current)];
}
