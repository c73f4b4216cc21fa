import type * as vscode from 'vscode';
import { t } from '../../core/l10n.ts';
import { remainingText } from '../../core/remaining.ts';
import type { TokenRecord } from '../../core/token.ts';
import type { Detail } from '../../registries/contract/item.ts';
import { detailLine } from './detail-line.ts';
import { markdownText } from './markdown.ts';
import type { RenderContext } from './render.ts';

/**
 * What a token is, without its secret.
 * @param places where it was delivered to, in phrases
 */
export function appendToken(
  text: vscode.MarkdownString,
  record: TokenRecord,
  { clock, isHeld }: Pick<RenderContext, 'clock' | 'isHeld'>,
  places: readonly string[] = [],
): void {
  appendDetails(text, [
    { label: t('Acts as'), value: record.subject },
    ...(record.scope.length === 0 ? [] : [{ label: t('May'), value: record.scope.join('; ') }]),
    ...(record.issuedAt === undefined
      ? []
      : [{ label: t('Issued'), value: { instant: record.issuedAt } }]),
    record.lifetime.kind === 'until'
      ? { label: t('Ends'), value: { instant: record.lifetime.at } }
      : { label: t('Ends'), value: remainingText(record.lifetime, clock.now()) },
    {
      label: t('Secret'),
      value: isHeld(record.id) ? t('kept on this machine') : t('not kept on this machine'),
    },
    ...places.map((place) => ({ label: t('Delivered'), value: place })),
  ]);
}

/** Details as lines: what a server says is escaped. */
export function appendDetails(text: vscode.MarkdownString, details: readonly Detail[]): void {
  for (const detail of details) {
    text.appendMarkdown(`${markdownText(detailLine(detail))}  \n`);
  }
}
