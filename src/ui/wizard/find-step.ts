import type * as vscode from 'vscode';
import { t } from '../../core/l10n.ts';
import { plainText } from '../doors/plain-text.ts';
import type { QuickInput } from '../doors/quick-input.ts';
import { drawn, type RowTexts } from './drawn-row.ts';
import { type Entry, EntryIndex } from './entry-index.ts';
import { cancel, type StepResult } from './step.ts';

export interface FindStepOptions<T> {
  readonly title: string;
  readonly placeholder: string;
  /** What is known without asking anybody, under headings. */
  readonly groups: readonly { readonly title: string; readonly entries: readonly Entry<T>[] }[];
  /**
   * Looks in a place for more: once, from the first letter on. Resolves with a row that says why
   * it could not, if it could not; what was found until then counts.
   */
  readonly places: readonly ((
    found: (entries: readonly Entry<T>[]) => void,
    signal: AbortSignal,
  ) => Promise<RowTexts | undefined>)[];
  /** What else can be done with what a row stands for; it ends the step. */
  readonly buttons: readonly {
    readonly icon: string;
    readonly tooltip: string;
    /** Rows that have it; all when absent. */
    readonly fits?: (value: T) => boolean;
    readonly run: (value: T) => void;
  }[];
}

/** Rows that are given to the editor at a time: many more cost it more than a frame for each key. */
const shownAtOnce = 100;

interface Row<T> extends vscode.QuickPickItem {
  readonly entry?: Entry<T>;
}

/** Finds one among very many by typing. */
export async function findStep<T>(
  options: FindStepOptions<T>,
  input: QuickInput,
): Promise<StepResult<T>> {
  const pick = input.list<Row<T>>();
  // The rows come in an order of their own, which the editor is not to better.
  Object.assign(pick, { sortByLabel: false });
  pick.title = plainText(options.title);
  pick.placeholder = plainText(options.placeholder);
  pick.ignoreFocusOut = true;
  const abort = new AbortController();
  try {
    return await new Promise<StepResult<T>>((resolve) => {
      const list = new FoundList(pick, options, input, abort.signal);
      pick.onDidAccept(() => {
        const entry = list.chosen()?.entry;
        if (entry !== undefined) resolve({ kind: 'value', value: entry.value });
      });
      pick.onDidTriggerItemButton(({ item: { entry }, button }) => {
        if (entry === undefined) return;
        resolve(cancel);
        options.buttons.find(({ tooltip }) => tooltip === button.tooltip)?.run(entry.value);
      });
      pick.onDidHide(() => resolve(cancel));
      list.show();
      pick.show();
    });
  } finally {
    abort.abort();
    pick.dispose();
  }
}

/** The rows that are shown of all that is known, which grows while places answer. */
class FoundList<T> {
  readonly #pick: vscode.QuickPick<Row<T>>;
  readonly #options: FindStepOptions<T>;
  readonly #input: QuickInput;
  readonly #signal: AbortSignal;
  readonly #index = new EntryIndex<T>();
  readonly #buttons: readonly (FindStepOptions<T>['buttons'][number] & {
    readonly button: vscode.QuickInputButton;
  })[];
  readonly #first: readonly Row<T>[];
  #silent: readonly Row<T>[] = [];
  #rows: readonly Row<T>[] = [];
  /** Enter right behind a key comes before the list shows what that found. */
  #isSettled = true;
  #isAsked = false;
  #waiting = 0;

  constructor(
    pick: vscode.QuickPick<Row<T>>,
    options: FindStepOptions<T>,
    input: QuickInput,
    signal: AbortSignal,
  ) {
    this.#pick = pick;
    this.#options = options;
    this.#input = input;
    this.#signal = signal;
    this.#buttons = options.buttons.map((one) => ({
      ...one,
      button: input.button(one.icon, one.tooltip),
    }));
    this.#first = this.#known();
    for (const { entries } of options.groups) this.#add(entries);
    pick.onDidChangeValue(() => this.#typed());
    pick.onDidChangeActive(([active]) => {
      this.#isSettled ||= active !== undefined && active === this.#firstEntry();
    });
  }

  /**
   * Shows what fits what is typed; what was active stays so, where it is still there. Rows that are
   * there already are not sent again: the editor would draw them a second time for one key.
   *
   * @returns whether the list has changed
   */
  show(): boolean {
    const before = this.#pick.activeItems[0]?.entry?.key;
    const text = this.#pick.value;
    const rows = text.trim() === '' ? this.#first : this.#found(text);
    if (areSame(rows, this.#rows)) return false;
    this.#rows = rows;
    this.#pick.items = rows;
    if (!this.#isSettled || before === undefined) return true;
    const same = rows.find(({ entry }) => entry?.key === before);
    if (same !== undefined) this.#pick.activeItems = [same];
    return true;
  }

  /** The row that Enter means. */
  chosen(): Row<T> | undefined {
    const [active] = this.#pick.activeItems;
    const isShown = active !== undefined && this.#rows.includes(active);
    return this.#isSettled && isShown ? active : this.#firstEntry();
  }

  #firstEntry(): Row<T> | undefined {
    return this.#rows.find(({ entry }) => entry !== undefined);
  }

  #typed(): void {
    const wasSettled = this.#isSettled;
    this.#isSettled = false;
    if (!this.show()) this.#isSettled = wasSettled;
    if (this.#isAsked || this.#pick.value.trim() === '') return;
    this.#isAsked = true;
    for (const place of this.#options.places) void this.#ask(place);
  }

  async #ask(place: FindStepOptions<T>['places'][number]): Promise<void> {
    this.#waiting += 1;
    this.#pick.busy = true;
    const found = (entries: readonly Entry<T>[]) => {
      this.#add(entries);
      if (entries.length > 0) this.#refresh();
    };
    const silent = await place(found, this.#signal);
    this.#waiting -= 1;
    if (this.#signal.aborted) return;
    this.#pick.busy = this.#waiting > 0;
    if (silent === undefined) return;
    this.#silent = [...this.#silent, { ...drawn(silent, this.#input), alwaysShow: true }];
    this.#refresh();
  }

  #add(entries: readonly Entry<T>[]): void {
    for (const entry of entries) this.#index.add(entry);
  }

  #refresh(): void {
    if (!this.#signal.aborted && this.#pick.value.trim() !== '') this.show();
  }

  /** What is known before anything is typed, under its headings. */
  #known(): readonly Row<T>[] {
    let left = shownAtOnce;
    let rest = 0;
    const rows = this.#options.groups.flatMap(({ title, entries }): readonly Row<T>[] => {
      const shown = entries.slice(0, left);
      left -= shown.length;
      rest += entries.length - shown.length;
      if (shown.length === 0) return [];
      const heading = { label: title, kind: this.#input.separator };
      return [heading, ...shown.map((entry) => this.#row(entry))];
    });
    return [...rows, ...moreRow(rest)];
  }

  #found(text: string): readonly Row<T>[] {
    const { entries, rest } = this.#index.find(text, shownAtOnce);
    return [...entries.map((entry) => this.#row(entry)), ...this.#silent, ...moreRow(rest)];
  }

  #row(entry: Entry<T>): Row<T> {
    const { label, description, value } = entry;
    return {
      ...drawn({ icon: 'key', label, description }, this.#input),
      buttons: this.#buttons
        .filter(({ fits }) => fits?.(value) ?? true)
        .map(({ button }) => button),
      alwaysShow: true,
      entry,
    };
  }
}

/** Whether rows stand for the same entries, and say the same where they stand for none. */
const areSame = <T>(rows: readonly Row<T>[], others: readonly Row<T>[]): boolean =>
  rows.length === others.length &&
  rows.every(({ entry, label, description }, index) => {
    const other = others[index];
    if (entry !== undefined || other?.entry !== undefined) return entry === other?.entry;
    return label === other?.label && description === other.description;
  });

/** Says how many rows are not shown, and what brings them up. */
function moreRow(rest: number): readonly vscode.QuickPickItem[] {
  if (rest === 0) return [];
  const label = t('{0} more: keep typing to narrow them down', rest.toLocaleString());
  return [{ label: plainText(label), alwaysShow: true }];
}
