import { amountOf, longAmount } from '../../core/duration.ts';
import { formatInstant } from '../../core/instant.ts';
import { t } from '../../core/l10n.ts';
import { visible } from '../../core/visible.ts';
import type { Explanation } from '../../jwt/explain.ts';
import { explain, innermostOf } from '../../jwt/explain.ts';
import { jsonText } from '../../jwt/json-text.ts';
import type { Row } from '../../jwt/row.ts';
import type { Readable } from './known.ts';
import { knownSummary, recordOfUnreadable, recordRows } from './known.ts';
import type { ComparedRow, ComparePage, Difference } from './protocol.ts';

/** One of the tokens that are compared. */
export interface Compared extends Readable {
  readonly title: string;
}

/** Two tokens claim by claim; what differs comes first. */
export function comparePage(left: Compared, right: Compared, now: number): ComparePage {
  const one = explain(left.decoded, { now, languages: left.languages });
  const other = explain(right.decoded, { now, languages: right.languages });
  // What is known of one is compared with what is known of the other, though that says it itself.
  const byRecord = [left, right].some((token) => recordOfUnreadable(token) !== undefined);
  const tables = [
    { title: t('Claims'), rows: compareRows(innermostOf(one).claims, innermostOf(other).claims) },
    {
      title: t('What is known of it here'),
      rows: byRecord ? compareRows(recordRows(left), recordRows(right)) : [],
    },
    ...[...new Set([...one.enclosures, ...other.enclosures].map(({ title }) => title))].map(
      (title) => ({
        title,
        rows: compareRows(enclosedIn(one, title), enclosedIn(other, title)),
      }),
    ),
    { title: t('Header'), rows: compareRows(one.header, other.header) },
  ].filter(({ rows }) => rows.length > 0);
  const different = tables
    .flatMap(({ rows }) => rows)
    .filter(({ difference }) => difference !== 'same').length;
  return {
    kind: 'compare',
    title: t('Compared tokens'),
    summary:
      different === 0
        ? t('Nothing that can be read differs.')
        : different === 1
          ? t('1 difference')
          : t('{0} differences', different),
    left: { title: left.title, summary: knownSummary(left, now) ?? one.summary },
    right: { title: right.title, summary: knownSummary(right, now) ?? other.summary },
    tables,
    words: { name: t('Name'), difference: t('Difference') },
  };
}

const enclosedIn = ({ enclosures }: Explanation, wanted: string): readonly Row[] =>
  enclosures.find(({ title }) => title === wanted)?.rows ?? [];

function compareRows(left: readonly Row[], right: readonly Row[]): ComparedRow[] {
  const names = new Set([...left, ...right].map(({ name }) => name));
  const rows = [...names].map((name) => {
    const one = left.filter((row) => row.name === name);
    const other = right.filter((row) => row.name === name);
    return compareRow(name, one, other);
  });
  return [
    ...rows.filter(({ difference }) => difference !== 'same'),
    ...rows.filter(({ difference }) => difference === 'same'),
  ];
}

/** Rows of one name; more than one only when a member stands twice. */
function compareRow(name: string, left: readonly Row[], right: readonly Row[]): ComparedRow {
  const [one, other] = [valueText(left), valueText(right)];
  const difference: Difference =
    left.length === 0 ? 'right' : right.length === 0 ? 'left' : one === other ? 'same' : 'changed';
  return {
    name: visible(name, 200),
    difference,
    note: note(difference, left, right),
    left: one,
    right: other,
  };
}

function valueText(rows: readonly Row[]): string {
  return rows
    .map(({ value, instant }) =>
      instant === undefined
        ? jsonText(value)
        : `${formatInstant(instant).local}\n${jsonText(value)}`,
    )
    .join('\n');
}

function note(difference: Difference, left: readonly Row[], right: readonly Row[]): string {
  switch (difference) {
    case 'same':
      return t('same');
    case 'left':
      return t('only in the first');
    case 'right':
      return t('only in the second');
    case 'changed':
      return timeNote(left, right) ?? listNote(left, right) ?? t('different');
  }
}

function timeNote([one]: readonly Row[], [other]: readonly Row[]): string | undefined {
  if (one?.instant === undefined || other?.instant === undefined) return undefined;
  const amount = longAmount(amountOf(Math.abs(other.instant - one.instant)));
  return other.instant > one.instant ? t('{0} later', amount) : t('{0} earlier', amount);
}

/** What was added to and taken from a list that is told line by line: rights, groups, roles. */
function listNote([one]: readonly Row[], [other]: readonly Row[]): string | undefined {
  const before = one?.lines ?? [];
  const after = other?.lines ?? [];
  const added = after.filter((line) => !before.includes(line));
  const removed = before.filter((line) => !after.includes(line));
  if (added.length === 0 && removed.length === 0) return undefined;
  return [
    ...(added.length === 0 ? [] : [t('added: {0}', added.join('; '))]),
    ...(removed.length === 0 ? [] : [t('gone: {0}', removed.join('; '))]),
  ].join(' · ');
}
