import { t } from '../core/l10n.ts';
import { jsonLiteral, visible } from '../core/visible.ts';
import type { Decoded } from './decoded.ts';
import { isSigned } from './decoded.ts';
import type { ExplainOptions, Explanation } from './explain.ts';
import { explain } from './explain.ts';
import { inlineJson, writeJson } from './json-text.ts';
import type { Row } from './row.ts';

/**
 * The text of the read-only view: JSON with comments. First what the token says in a sentence, what
 * is known of its signature and what is to be said against it; then header and claims as they were
 * written, with their meaning beside. It contains neither the signature nor the token's own text,
 * and nothing a server wrote can leave its string or its line.
 */
export function tokenDocument(decoded: Decoded, options: ExplainOptions): string {
  const explanation = explain(decoded, options);
  const lines = introduction(decoded, explanation).map(comment);
  const sections: (readonly [string, readonly Row[]])[] = [];
  if ('header' in decoded) sections.push(['header', explanation.header]);
  if ('claims' in decoded) sections.push(['claims', explanation.claims]);
  for (let { inner } = explanation; inner !== undefined; { inner } = inner) {
    sections.push(['header of the inner token', inner.header]);
    if (inner.inner === undefined) sections.push(['claims', inner.claims]);
  }
  for (const { title, rows } of explanation.enclosures) sections.push([title, rows]);
  if (sections.length > 0) {
    lines.push('', '{');
    sections.forEach(([name, rows], index) => {
      writeSection(lines, name, rows, index < sections.length - 1 ? ',' : '');
    });
    lines.push('}');
  }
  return `${lines.join('\n')}\n`;
}

function introduction(decoded: Decoded, { summary, warnings }: Explanation): string[] {
  const lines = [`${summary}.`];
  if (isSigned(decoded)) {
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

function writeSection(lines: string[], name: string, rows: readonly Row[], comma: string): void {
  const lead = `  ${jsonLiteral(name)}: {`;
  if (rows.length === 0) {
    lines.push(`${lead}}${comma}`);
    return;
  }
  lines.push(lead);
  rows.forEach((row, index) => {
    writeRow(lines, row, index < rows.length - 1 ? ',' : '');
  });
  lines.push(`  }${comma}`);
}

/** A row in one line with its meaning behind, or in several with its meaning above. */
function writeRow(lines: string[], row: Row, comma: string): void {
  const remarks = [row.meaning, ...row.lines].filter((text) => text !== undefined);
  const lead = `    ${jsonLiteral(row.name)}: `;
  const short = inlineJson(row.value);
  if (short !== undefined) {
    const remark = remarks.length === 0 ? '' : ` ${comment(remarks.join(': '))}`;
    lines.push(`${lead}${short}${comma}${remark}`);
    return;
  }
  for (const text of remarks) lines.push(`    ${comment(text)}`);
  writeJson(lines, lead, row.value, '    ', comma);
}

/** One comment line. What is said here is clean already; this is the wall behind it. */
function comment(text: string): string {
  return text === '' ? '//' : `// ${visible(text, 2000)}`;
}
