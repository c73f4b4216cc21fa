import { t } from '../../core/l10n.ts';
import { oneLine } from '../../core/one-line.ts';
import { remainingText } from '../../core/remaining.ts';
import type { Target } from './pick/item.ts';

/** As many are named in a question. */
const mostNamed = 12;

/**
 * Rows that something is done to together, a line each: what they are and whose, how long each
 * lives, and what their rows say of them, such as when they were used last.
 */
export function rowLines(targets: readonly Target[], now: number): string {
  const subjects = new Set(targets.map(({ item }) => item.token?.subject));
  const lines = targets.slice(0, mostNamed).map(({ item }) => {
    const { label, token, lifetime, description } = item;
    const subject = subjects.size > 1 ? token?.subject : undefined;
    // The subject of a robot has its name in it.
    const names = subject?.includes(label) === true ? [subject] : [label, subject];
    const life = lifetime && remainingText(lifetime, now);
    return oneLine(`• ${[...names, life, description].filter(Boolean).join(' · ')}`);
  });
  const rest = targets.length - lines.length;
  return [...lines, ...(rest > 0 ? [`• ${t('{0} more', rest)}`] : [])].join('\n');
}
