import type * as vscode from 'vscode';
import { t } from '../../core/l10n.ts';
import { remainingText } from '../../core/remaining.ts';
import type { TokenRecord } from '../../core/token.ts';
import type { Detail } from '../../registries/contract/item.ts';
import { detailLine } from './detail-line.ts';
import { markdownText } from './markdown.ts';
import type { RenderContext } from './render-context.ts';

/**
 * What a token is, without its secret.
 * @param places where it was delivered to, in phrases
 */
export function appendToken(
  text: vscode.MarkdownString,
  record: TokenRecord,
  { kept }: Pick<RenderContext, 'kept'>,
  places: readonly string[] = [],
): void {
  const held = kept(record.id);
  appendDetails(text, [
    { label: t('Acts as'), value: record.subject },
    ...(record.scope.length === 0 ? [] : [{ label: t('May'), value: record.scope.join('; ') }]),
    ...(record.issuedAt === undefined
      ? []
      : [{ label: t('Issued'), value: { instant: record.issuedAt } }]),
    record.lifetime.kind === 'until'
      ? { label: t('Ends'), value: { instant: record.lifetime.at } }
      : // That text is the same at all times.
        { label: t('Ends'), value: remainingText(record.lifetime, 0) },
    {
      label: t('Secret'),
      value: held === undefined ? t('not kept on this machine') : t('kept on this machine'),
    },
    ...(held?.keepAlive === true
      ? [{ label: t('Kept alive'), value: t('refreshed before its end while an editor is open') }]
      : []),
    ...places.map((place) => ({ label: t('Delivered'), value: place })),
  ]);
}

/** Details as lines: what a server says is escaped. */
export function appendDetails(text: vscode.MarkdownString, details: readonly Detail[]): void {
  for (const detail of details) {
    text.appendMarkdown(`${markdownText(detailLine(detail))}  \n`);
  }
}
