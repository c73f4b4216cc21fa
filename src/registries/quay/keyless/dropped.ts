import { t } from '../../../core/l10n.ts';
import { oneLine } from '../../../core/one-line.ts';
import type { FederationEntry } from '../wire/federation.ts';

/** What every Quay keeps of an entry. */
const kept: readonly string[] = ['issuer', 'subject'];

/**
 * What the server is likely to forget when the list is written back: it keeps issuers and subjects
 * alone, 3.18.0 at least (docs/registries/quay.md §2.3). `undefined` where that is all there is.
 */
export function toBeDropped(entries: readonly FederationEntry[]): string | undefined {
  const lines = entries.flatMap(({ entry, subject }) => {
    const others = Object.keys(entry).filter((key) => !kept.includes(key));
    return others.map((key) => oneLine(`${subject}: ${key} ${JSON.stringify(entry[key])}`));
  });
  if (lines.length === 0) return undefined;
  return [
    t('Quay stores only issuers and subjects, so writing the list drops this:'),
    ...lines,
  ].join('\n');
}
