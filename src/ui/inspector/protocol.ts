/**
 * What the extension and the inspector's page say to each other. The page knows nothing of tokens:
 * it is given words and positions, and neither a token's text nor its signature.
 */

/** One row of header or claims. */
export interface RowView {
  /** Where its relative time is found in `Moment.relative`, and what the page copies by. */
  readonly id: string;
  readonly name: string;
  readonly meaning: string;
  /** What the value says, one thing per line. */
  readonly lines: readonly string[];
  /** The value as it was written. */
  readonly raw: string;
}

export interface TableView {
  readonly title: string;
  readonly rows: readonly RowView[];
  /** Says how many rows are left out, when some are. */
  readonly rest: string;
}

export interface WarningView {
  readonly severity: 'error' | 'warning' | 'info';
  /** The severity in a word, for those who do not see the icon. */
  readonly name: string;
  readonly message: string;
  readonly advice: string;
}

export type MarkKind = 'issued' | 'not-before' | 'now' | 'server' | 'expires';

export interface MarkView {
  readonly kind: MarkKind;
  /** From 0, the left end, to 1. */
  readonly at: number;
  readonly name: string;
  readonly time: string;
  readonly utc: string;
  /** `in 52 min`; nothing for now. */
  readonly relative: string;
}

export interface SegmentView {
  readonly kind: 'before' | 'used' | 'left' | 'open' | 'after';
  readonly from: number;
  readonly to: number;
}

/** The life of a token, drawn to scale. */
export interface LifeView {
  readonly title: string;
  /** The whole in a sentence, for those who do not see it. */
  readonly spoken: string;
  readonly marks: readonly MarkView[];
  readonly segments: readonly SegmentView[];
  /** What is to be said about the server's clock. */
  readonly remark: string;
}

/** Everything that changes with time. */
export interface Moment {
  readonly summary: string;
  readonly warnings: readonly WarningView[];
  readonly life: LifeView | null;
  readonly relative: Readonly<Record<string, string>>;
}

export interface SignatureView {
  readonly title: string;
  readonly state: 'open' | 'passed' | 'failed';
  readonly headline: string;
  readonly findings: readonly {
    readonly outcome: 'passed' | 'failed' | 'open';
    /** The outcome in a word. */
    readonly name: string;
    readonly text: string;
  }[];
  readonly busy: boolean;
}

const actions = [
  'verify',
  'decrypt',
  'compare',
  'copyPayload',
  'copyToken',
  'share',
  'copyPublicKey',
  'signAgain',
  'keep',
] as const;
export type Action = (typeof actions)[number];

export interface ButtonView {
  readonly action: Action;
  readonly label: string;
  readonly primary: boolean;
}

export interface TokenPage {
  readonly kind: 'token';
  readonly title: string;
  readonly badges: readonly string[];
  readonly buttons: readonly ButtonView[];
  readonly moment: Moment;
  readonly signature: SignatureView | null;
  readonly tables: readonly TableView[];
  readonly words: TableWords;
}

export interface TableWords {
  readonly name: string;
  readonly meaning: string;
  readonly value: string;
  /** What the button beside a value does; `{0}` stands for the name. */
  readonly copy: string;
  readonly warnings: string;
  readonly actions: string;
}

export type Difference = 'same' | 'changed' | 'left' | 'right';

export interface ComparedRow {
  readonly name: string;
  readonly difference: Difference;
  /** The difference in words. */
  readonly note: string;
  readonly left: string;
  readonly right: string;
}

export interface ComparePage {
  readonly kind: 'compare';
  readonly title: string;
  readonly summary: string;
  readonly left: { readonly title: string; readonly summary: string };
  readonly right: { readonly title: string; readonly summary: string };
  readonly tables: readonly { readonly title: string; readonly rows: readonly ComparedRow[] }[];
  readonly words: { readonly name: string; readonly difference: string };
}

export type Page = TokenPage | ComparePage;

export type ToPage =
  /**
   * A page is drawn once, however often it is sent with the same serial number. One that is `quiet`
   * leaves the keyboard where it is.
   */
  | {
      readonly type: 'page';
      readonly serial: number;
      readonly page: Page;
      readonly quiet: boolean;
    }
  | {
      readonly type: 'update';
      readonly moment: Moment;
      readonly signature: SignatureView | null;
    }
  /** For the screen reader: what an action has done. */
  | { readonly type: 'say'; readonly text: string };

export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'act'; readonly action: Action }
  | { readonly type: 'copy'; readonly row: string };

/** Reads what the page sent; `undefined` for anything that it would not send. */
export function readFromPage(value: unknown): FromPage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, action, row } = value as Readonly<Record<string, unknown>>;
  switch (type) {
    case 'ready':
      return { type };
    case 'act': {
      const known = actions.find((name) => name === action);
      return known && { type, action: known };
    }
    case 'copy':
      return typeof row === 'string' && row.length <= 40 ? { type, row } : undefined;
    default:
      return undefined;
  }
}
