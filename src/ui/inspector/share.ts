import { formatInstant } from '../../core/instant.ts';
import { t } from '../../core/l10n.ts';
import { remainingSpoken } from '../../core/remaining.ts';
import { visible } from '../../core/visible.ts';
import { isSigned } from '../../jwt/decoded.ts';
import { explain } from '../../jwt/explain.ts';
import { inlineJson, jsonText } from '../../jwt/json-text.ts';
import type { Row } from '../../jwt/row.ts';
import { timeClaims } from '../../jwt/times.ts';
import type { Warning } from '../../jwt/warnings.ts';
import { markdownText } from '../tree/markdown.ts';
import type { Readable } from './known.ts';
import { knownSummary } from './known.ts';
import type { Verification } from './signature-view.ts';
import { signatureView } from './signature-view.ts';
import { sectionsOf } from './token-page.ts';

export interface ShareOptions {
  readonly now: number;
  /** Whether values that tell whose the token is, and where, are shown. */
  readonly identifying: boolean;
  readonly verification: Verification;
}

/** Members whose values tell nothing of anybody. */
const open: ReadonlySet<string> = new Set([
  ...timeClaims,
  ...['alg', 'enc', 'typ', 'cty', 'zip', 'b64', 'p2c', 'amr', 'email_verified', 'ver', 'token_use'],
]);

/** Warnings that quote what the token says; the others are sentences of our own. */
const quoting: Warning['code'] = 'form';

/**
 * What the inspector shows, as Markdown for an issue or a chat. The token's text and its signature
 * are never in it; what a stranger wrote cannot become markup.
 */
export function tokenMarkdown(readable: Readable, options: ShareOptions): string {
  const { now, identifying, verification } = options;
  const { decoded, languages } = readable;
  const explanation = explain(decoded, { now, languages });
  const summary = identifying
    ? (knownSummary(readable, now) ?? explanation.summary)
    : t('A token, {0}', remainingSpoken(explanation.lifetime, now));
  const warnings = explanation.warnings.filter(({ code }) => identifying || code !== quoting);
  const signature = signatureView(decoded, verification, now);
  return [
    `**${markdownText(summary)}**`,
    ...warnings.map(({ message }) => `- ${markdownText(message)}`),
    ...(signature === null
      ? []
      : [
          `**${markdownText(signature.title)}:** ${markdownText(signature.headline)}`,
          ...(identifying
            ? signature.findings.map(({ name, text }) => `- ${markdownText(`${name}: ${text}`)}`)
            : []),
        ]),
    ...(isSigned(decoded)
      ? [markdownText(t('The signature has {0} bytes; it is not shown.', decoded.signatureBytes))]
      : []),
    ...sectionsOf(readable, explanation).flatMap(({ title, rows }) => [
      `### ${markdownText(title)}`,
      table(rows, identifying),
    ]),
    '',
  ].join('\n\n');
}

const table = (rows: readonly Row[], identifying: boolean): string =>
  [
    `| ${[t('Name'), t('Value'), t('Meaning')].join(' | ')} |`,
    '| --- | --- | --- |',
    ...rows.map((row) => `| ${cells(row, identifying).map(markdownText).join(' | ')} |`),
  ].join('\n');

/** A name that nobody defined may tell as much as a value. */
function cells({ name, value, meaning = '', lines, instant }: Row, identifying: boolean): string[] {
  if (!identifying && !open.has(name)) {
    return [meaning === '' ? t('‹hidden›') : visible(name, 200), t('‹hidden›'), meaning];
  }
  const said = instant === undefined ? lines : [formatInstant(instant).utc];
  return [
    visible(name, 200),
    visible(inlineJson(value) ?? jsonText(value), 2_000),
    [meaning, ...said].filter((text) => text !== '').join('; '),
  ];
}
