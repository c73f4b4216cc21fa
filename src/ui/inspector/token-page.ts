import { formatInstant, relativeText } from '../../core/instant.ts';
import { t } from '../../core/l10n.ts';
import { visible } from '../../core/visible.ts';
import type { Decoded } from '../../jwt/decoded.ts';
import { isSigned, member } from '../../jwt/decoded.ts';
import type { Explanation } from '../../jwt/explain.ts';
import { explain, innermostOf } from '../../jwt/explain.ts';
import type { Json } from '../../jwt/json.ts';
import { jsonText } from '../../jwt/json-text.ts';
import type { Row } from '../../jwt/row.ts';
import { isTest } from '../../jwt/test-mark.ts';
import { tokenType } from '../../jwt/token-type.ts';
import type { Readable } from './known.ts';
import { knownRows, knownSummary } from './known.ts';
import { lifeOf } from './life.ts';
import type { ButtonView, Moment, RowView, TableView, TokenPage, WarningView } from './protocol.ts';
import type { Verification } from './signature-view.ts';
import { signatureView } from './signature-view.ts';

/** What the inspector knows of the token it shows. */
export interface Inspected extends Readable {
  readonly title: string;
  /** Whether it is a pasted token that could be kept. */
  readonly keepable: boolean;
  /** Whether it was signed here, with a key that is still at hand. */
  readonly isTest?: boolean;
  readonly verification: Verification;
}

/** More rows than any honest token has; the document shows them all. */
const mostRows = 500;

/** A section of rows; the first part of a row's id is its index. */
interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

export function tokenPage(inspected: Inspected, now: number): TokenPage {
  const { decoded, languages, title } = inspected;
  const explanation = explain(decoded, { now, languages });
  return {
    kind: 'token',
    title,
    badges: badges(decoded),
    buttons: buttons(inspected),
    moment: momentOf(inspected, now),
    signature: signatureView(decoded, inspected.verification, now),
    tables: sectionsOf(inspected, explanation).map(tableView),
    words: {
      name: t('Name'),
      meaning: t('Meaning'),
      value: t('Value'),
      copy: t('Copy the value of {0}', '{0}'),
      warnings: t('Warnings'),
      actions: t('Actions'),
    },
  };
}

/** What the page shows of a token at an instant, as far as that changes with time. */
export function momentOf(inspected: Inspected, now: number): Moment {
  const { decoded, languages, verification } = inspected;
  const explanation = explain(decoded, { now, languages });
  const relative = sectionsOf(inspected, explanation).flatMap(({ rows }, table) =>
    rows.flatMap(({ instant }, row) =>
      instant === undefined ? [] : [[rowId(table, row), relativeText(instant, now)] as const],
    ),
  );
  const signature = signatureWord(decoded, verification);
  const summary = knownSummary(inspected, now) ?? explanation.summary;
  return {
    summary: [summary, ...(signature === undefined ? [] : [signature])].join(', '),
    warnings: explanation.warnings.map(({ severity, message, advice }): WarningView => ({
      severity,
      name: severityName(severity),
      message,
      advice,
    })),
    life: lifeOf(inspected, {
      now,
      skew: verification.kind === 'done' ? verification.skew : undefined,
    }),
    relative: Object.fromEntries(relative),
  };
}

/** The row that an id of the page's stands for. */
export function rowOf(readable: Readable, id: string): Row | undefined {
  const [table, row] = id.split('.').map(Number);
  const section = sectionsOf(readable, explanationOf(readable))[table ?? -1];
  return section?.rows[row ?? -1];
}

/** Every row of a token, claims first. */
export function rowsOf(readable: Readable): readonly Row[] {
  return sectionsOf(readable, explanationOf(readable)).flatMap(({ rows }) => rows);
}

/** Rows do not depend on the instant. */
const explanationOf = ({ decoded, languages }: Readable): Explanation =>
  explain(decoded, { now: 0, languages });

/** The claims as they were written; of tokens within tokens those of the innermost. */
export function payloadOf(decoded: Decoded): Json | undefined {
  if (decoded.kind === 'nested') return payloadOf(decoded.inner);
  return 'claims' in decoded ? decoded.claims.json : undefined;
}

/** Claims first: they are what people come for. */
export function sectionsOf(readable: Readable, explanation: Explanation): readonly Section[] {
  const innermost = innermostOf(explanation);
  const found: Section[] = [
    { title: t('Claims'), rows: innermost.claims },
    { title: t('What is known of it here'), rows: knownRows(readable) },
    { title: t('Message'), rows: messageRows(readable.decoded) },
    ...explanation.enclosures,
    { title: t('Header'), rows: explanation.header },
  ];
  for (let { inner } = explanation; inner !== undefined; { inner } = inner) {
    found.push({ title: t('Header of the inner token'), rows: inner.header });
  }
  return found.filter(({ rows }) => rows.length > 0);
}

/** The content of a signed message, where it is text. */
const messageRows = (decoded: Decoded): readonly Row[] =>
  decoded.kind === 'message' && decoded.text !== undefined
    ? [{ name: t('Text'), value: { type: 'string', value: decoded.text }, lines: [] }]
    : [];

const rowId = (table: number, row: number): string => `${table}.${row}`;

function tableView({ title, rows }: Section, table: number): TableView {
  const shown = rows.slice(0, mostRows);
  return {
    title,
    rows: shown.map((row, index) => rowView(row, rowId(table, index))),
    rest:
      rows.length > mostRows
        ? t('{0} more; the document shows them all.', rows.length - mostRows)
        : '',
  };
}

function rowView({ name, value, meaning, instant, lines }: Row, id: string): RowView {
  return {
    id,
    name: visible(name, 200),
    meaning: meaning ?? '',
    lines: instant === undefined ? lines : [formatInstant(instant).local],
    raw: jsonText(value),
  };
}

function badges(decoded: Decoded): string[] {
  switch (decoded.kind) {
    case 'jwt': {
      const type = tokenType(decoded.header.values, decoded.claims.values);
      const form = decoded.disclosures === undefined ? 'JWT' : 'SD-JWT';
      const test = isTest(decoded.header) ? t('test token') : undefined;
      return [form, ...headerTexts(decoded.header.values, ['alg', 'enc']), type, test].filter(
        (text) => text !== undefined,
      );
    }
    case 'nested':
      return ['JWT', ...headerTexts(decoded.header.values, ['alg'])];
    case 'message':
      return [
        decoded.decrypted === true ? 'JWE' : 'JWS',
        ...headerTexts(decoded.header.values, ['alg', 'enc']),
      ];
    case 'encrypted':
      return ['JWE', ...headerTexts(decoded.header.values, ['alg', 'enc'])];
    case 'opaque':
      return [t('opaque')];
    case 'malformed':
      return [t('broken')];
    case 'empty':
      return [];
  }
}

function headerTexts(values: Readonly<Record<string, unknown>>, names: readonly string[]) {
  return names
    .map((name) => member(values, name))
    .filter((value) => typeof value === 'string')
    .map((value) => visible(value, 30));
}

function buttons({ decoded, keepable, isTest: hasKey = false }: Inspected): ButtonView[] {
  const button = (action: ButtonView['action'], label: string, primary = false): ButtonView => ({
    action,
    label,
    primary,
  });
  const signed = isSigned(decoded);
  return [
    ...(signed ? [button('verify', t('Verify Signature…'), true)] : []),
    ...(decoded.kind === 'encrypted' ? [button('decrypt', t('Decrypt…'), true)] : []),
    button('compare', t('Compare…')),
    ...('claims' in decoded || decoded.kind === 'nested'
      ? [button('copyPayload', t('Copy Payload'))]
      : []),
    button('copyToken', t('Copy Token')),
    ...('header' in decoded ? [button('share', t('Copy as Markdown…'))] : []),
    ...(hasKey
      ? [button('copyPublicKey', t('Copy Public Key…')), button('signAgain', t('Change Claims…'))]
      : []),
    ...(keepable ? [button('keep', t('Keep Token…'))] : []),
  ];
}

function signatureWord(decoded: Decoded, verification: Verification): string | undefined {
  if (!isSigned(decoded)) return undefined;
  if (decoded.signatureBytes === 0) return t('without a signature');
  if (verification.kind !== 'done') return t('signature not checked');
  switch (verification.check.state) {
    case 'valid':
      return t('signature valid');
    case 'invalid':
      return t('signature invalid');
    case 'unchecked':
      return t('signature not checked');
  }
}

function severityName(severity: WarningView['severity']): string {
  switch (severity) {
    case 'error':
      return t('Error');
    case 'warning':
      return t('Warning');
    case 'info':
      return t('Information');
  }
}
