import { readsAloud } from './aloud.ts';

/** A row of a list, as it is shown. */
export interface RowLook {
  readonly label: string;
  readonly iconPath?: { readonly id: string };
  readonly description?: string;
  readonly detail?: string;
}

/** What is shown of a list to choose from. */
interface PickLook {
  readonly title: string;
  readonly placeholder: string;
  readonly rows: readonly RowLook[];
  /** Like `2/3`. */
  readonly step: string;
}

interface InputLook {
  readonly title: string;
  readonly prompt: string;
  readonly value: string;
  readonly masked: boolean;
}

interface MessageLook {
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
  readonly buttons: readonly string[];
  readonly modal?: boolean;
  readonly detail?: string;
}

/** What a person does: a label to choose or press, a text to enter, or one of these. */
export type Answer =
  | string
  | { readonly back: true }
  | { readonly escape: true }
  /** Enter, with what stands in the box. */
  | { readonly enter: true }
  /** Typed into a list. */
  | { readonly types: string }
  /** Typed into a list, to look at what that finds. */
  | { readonly searches: string }
  | { readonly all: readonly string[] }
  /** Typed into a list with these rows chosen, without Enter. */
  | { readonly seeks: string; readonly all: readonly string[] }
  | { readonly row: string; readonly button: string }
  /** Presses a button of the list, with these rows chosen. */
  | { readonly presses: string; readonly all: readonly string[] }
  /** Does nothing, and leaves it to the step to go on. */
  | { readonly waits: true };

export const back: Answer = { back: true };
export const escape: Answer = { escape: true };
export const enter: Answer = { enter: true };

type View = Record<string, unknown>;

/** The texts of a row, which the editor has a screen reader read one behind another. */
const textsOf = ({ label, description = '', detail = '' }: RowLook): readonly string[] => [
  label,
  ...[description, detail].filter((text) => text !== ''),
];

/** Who sits before the editor: sees what is shown, in order, and answers as it was planned. */
class Person {
  /** Everything that was asked and shown, a line each. */
  seen: string[] = [];
  /** Lines of the log. */
  log: string[] = [];
  /** Commands that the code ran, with their arguments. */
  ran: (readonly unknown[])[] = [];
  opened: string[] = [];
  /** The documents that were shown, in order. */
  documents: unknown[] = [];
  /** What was sent to pages, in order. */
  pages: unknown[] = [];
  /** The panels that were opened, in order. */
  panels: {
    isGone: boolean;
    readonly title: string;
    says(message: unknown): void;
    dispose(): void;
  }[] = [];
  /** The numbers of the last list to choose from. */
  step: string | undefined;
  clipboard = '';
  /** The item of the status bar, while it is there. */
  item: Record<string, unknown> | undefined;
  /** The rows of the list that was seen last. */
  list: readonly RowLook[] = [];
  /** What the view that was made last asks for rows. */
  rows: unknown;
  /** The row that the keyboard is on. */
  focused: unknown;
  /** The rows that are selected, which need not be where the keyboard is. */
  selection: readonly unknown[] = [];
  readonly settings = new Map<string, unknown>();
  readonly files = new Map<string, string>();
  readonly #sight = new Set<(event: { readonly visible: boolean }) => unknown>();
  #seesRows = true;
  #answers: Answer[] = [];

  /** A new day: nothing seen, nothing planned. */
  reset(...answers: readonly Answer[]): void {
    this.seen = [];
    this.log = [];
    this.ran = [];
    this.opened = [];
    this.documents = [];
    this.pages = [];
    this.panels = [];
    this.clipboard = '';
    this.focused = undefined;
    this.selection = [];
    this.#answers = [...answers];
  }

  /** Plans what is answered next; when nothing is planned, everything is dismissed. */
  plans(...answers: readonly Answer[]): void {
    this.#answers.push(...answers);
  }

  /** What was planned and never came to it. */
  get left(): readonly Answer[] {
    return this.#answers;
  }

  reads({ severity, text, buttons, modal, detail }: MessageLook): string | undefined {
    const parts = [text, ...(detail === undefined ? [] : [detail]), `[${buttons.join(' | ')}]`];
    this.seen.push(`${modal === true ? 'question' : severity}: ${parts.join(' / ')}`);
    // A message without buttons wants no answer.
    if (buttons.length === 0) return undefined;
    const answer = this.#answers.shift();
    if (answer === undefined || typeof answer !== 'string') return undefined;
    if (!buttons.includes(answer)) throw new Error(`no button ${answer}: ${buttons.join(', ')}`);
    return answer;
  }

  picks({ title, placeholder, rows, step }: PickLook) {
    const labels = rows.map(({ label, iconPath }) =>
      iconPath === undefined ? label : `$(${iconPath.id}) ${label}`,
    );
    for (const row of rows) readsAloud(textsOf(row));
    this.list = rows;
    this.step = step;
    this.seen.push(`pick: ${title} / ${placeholder} / ${labels.join(', ')}`);
    const answer = this.#answers.shift();
    if (answer === undefined) return 'escape';
    if (typeof answer === 'string') return { rows: [answer] };
    if ('back' in answer) return 'back';
    if ('escape' in answer) return 'escape';
    if ('enter' in answer) return { rows: labels.slice(0, 1) };
    if ('seeks' in answer || 'presses' in answer) return answer;
    return 'all' in answer ? { rows: answer.all } : answer;
  }

  enters({ title, prompt, value, masked }: InputLook) {
    const shown = masked ? '•'.repeat(value.length) : value;
    this.seen.push(`${masked ? 'secret' : 'text'}: ${title} / ${prompt} / ${shown}`);
    const answer = this.#answers.shift();
    if (answer === undefined) return 'escape';
    if (typeof answer === 'string') return { text: answer };
    if ('back' in answer) return 'back';
    if ('escape' in answer) return 'escape';
    if ('presses' in answer) return answer;
    return { text: undefined };
  }

  glances(text: string): void {
    this.seen.push(`brief: ${text}`);
  }

  /** Presses Cancel where that was planned. */
  waitsFor(title: string, cancel: () => void): void {
    this.seen.push(`progress: ${title}`);
    if (this.#answers[0] === 'Cancel') {
      this.#answers.shift();
      cancel();
    }
  }

  choosesFile() {
    const name = this.#answers.shift();
    if (typeof name !== 'string') return undefined;
    const bytes = Buffer.from(this.files.get(name) ?? '');
    return { name, size: bytes.length, read: () => Promise.resolve(bytes) };
  }

  statusBar(): Record<string, unknown> {
    this.item = {
      show: () => {
        const heard = this.item?.['accessibilityInformation'] as { readonly label: string };
        readsAloud(heard.label.split(', '));
      },
      dispose: () => {
        this.item = undefined;
      },
    };
    return this.item;
  }

  /** Opens the view of rows, or another in its place. */
  looksAtRows(visible: boolean): void {
    this.#seesRows = visible;
    for (const listener of this.#sight) listener({ visible });
  }

  /** Selects the focused row as well, or no longer. */
  togglesSelection(): void {
    if (this.focused === undefined) return;
    const others = this.selection.filter((row) => row !== this.focused);
    const wasSelected = others.length < this.selection.length;
    this.selection = wasSelected ? others : [...others, this.focused];
  }

  view(rows: unknown): View {
    this.rows = rows;
    const selection = () => this.selection;
    const sees = () => this.#seesRows;
    const on = () => ({ dispose: () => undefined });
    return {
      get visible() {
        return sees();
      },
      get selection() {
        return selection();
      },
      reveal: () => Promise.resolve(),
      dispose: () => undefined,
      onDidChangeVisibility: (listener: (event: { readonly visible: boolean }) => unknown) => {
        this.#sight.add(listener);
        return { dispose: () => this.#sight.delete(listener) };
      },
      onDidCollapseElement: on,
      onDidExpandElement: on,
    };
  }

  /** Of a row in the last list: what stands behind and below its label. */
  about(said: string): RowLook | undefined {
    return this.list.find(({ label }) => this.isNamed(label, said));
  }

  /** Whether a row is meant: icons in front of its label are not said. */
  isNamed(label: string, said: string): boolean {
    const plain = (text: string) => text.replace(/^\$\([\w-]+\) /, '');
    return label === said || plain(label) === plain(said);
  }
}

export const person = new Person();
