import { t } from '../core/l10n.ts';
import type { Decoded } from './decoded.ts';
import { explain } from './explain.ts';
import type { ExplainOptions, Explanation, Row } from './explain.ts';
import type { Json, Member } from './json.ts';
import { jsonLiteral, visible } from './visible.ts';

/**
 * The text of the read-only view: JSON with comments. First what the token says in a sentence, what
 * is known of its signature and what is to be said against it; then header and claims as they were
 * written, with their meaning beside. It contains neither the signature nor the token's own text,
 * and nothing a server wrote can leave its string or its line.
 */
export function tokenDocument(decoded: Decoded, options: ExplainOptions): string {
  const explanation = explain(decoded, options);
  const lines = [...introduction(decoded, explanation).map(comment)];
  if ('header' in decoded || 'claims' in decoded) lines.push('', ...body(decoded, explanation));
  return `${lines.join('\n')}\n`;
}

function introduction(decoded: Decoded, { summary, warnings }: Explanation): string[] {
  const lines = [`${summary}.`];
  if (decoded.kind === 'jwt') {
    lines.push(
      decoded.signatureBytes === 0
        ? t('Signature: none. Everything below is a mere claim.')
        : t('Signature: not checked. Everything below is what the token says of itself.'),
    );
  }
  for (const { severity, message, advice } of warnings) {
    const mark = severity === 'error' ? '✗' : severity === 'warning' ? '⚠' : 'ℹ';
    lines.push('', `${mark} ${message}`, `  ${advice}`);
  }
  return lines;
}

function body(decoded: Decoded, { header, claims }: Explanation): string[] {
  const sections = [
    ...('header' in decoded ? [section('header', header)] : []),
    ...('claims' in decoded ? [section('claims', claims)] : []),
  ];
  return enclose('{', sections, '}');
}

function section(name: string, rows: readonly Row[]): string[] {
  if (rows.length === 0) return [`  ${jsonLiteral(name)}: {}`];
  const lines = [`  ${jsonLiteral(name)}: {`];
  rows.forEach((row, index) => {
    const comma = index < rows.length - 1 ? ',' : '';
    const [first = '', ...rest] = print(row, '    ');
    const remarks = [row.meaning, ...row.lines].filter((text) => text !== undefined);
    if (rest.length === 0) {
      const remark = remarks.length === 0 ? '' : ` ${comment(remarks.join(': '))}`;
      lines.push(`${first}${comma}${remark}`);
    } else {
      lines.push(...remarks.map((text) => `    ${comment(text)}`), first);
      lines.push(...rest.slice(0, -1), `${rest.at(-1) ?? ''}${comma}`);
    }
  });
  lines.push('  }');
  return lines;
}

/** One comment line. What is said here is clean already; this is the wall behind it. */
function comment(text: string): string {
  return text === '' ? '//' : `// ${visible(text, 2000)}`;
}

/** A member in lines, every number and duplicate as it was written. */
function print({ name, value }: Member, indent: string): string[] {
  const [first = '', ...rest] = printValue(value, indent);
  return [`${indent}${jsonLiteral(name)}: ${first}`, ...rest];
}

function printValue(json: Json, indent: string): string[] {
  const deeper = `${indent}  `;
  switch (json.type) {
    case 'string':
    case 'number':
    case 'literal':
      return [scalar(json) ?? ''];
    case 'object':
      return enclose(
        '{',
        json.members.map((member) => print(member, deeper)),
        `${indent}}`,
      );
    case 'array': {
      const short = `[${json.items.map((item) => scalar(item) ?? '').join(', ')}]`;
      if (short.length <= 80 && json.items.every((item) => scalar(item) !== undefined)) {
        return [short];
      }
      return enclose(
        '[',
        json.items.map((item) => {
          const [first = '', ...rest] = printValue(item, deeper);
          return [`${deeper}${first}`, ...rest];
        }),
        `${indent}]`,
      );
    }
  }
}

/** A value without parts, as it was written. */
function scalar(json: Json): string | undefined {
  switch (json.type) {
    case 'string':
      return jsonLiteral(json.value);
    case 'number':
      return json.source;
    case 'literal':
      return String(json.value);
    case 'object':
    case 'array':
      return undefined;
  }
}

/** Items between brackets, a comma behind each but the last. */
function enclose(open: string, items: readonly string[][], close: string): string[] {
  if (items.length === 0) return [`${open}${close.trim()}`];
  const lines = [open];
  items.forEach((item, index) => {
    const last = item.at(-1) ?? '';
    lines.push(...item.slice(0, -1), index < items.length - 1 ? `${last},` : last);
  });
  lines.push(close);
  return lines;
}
