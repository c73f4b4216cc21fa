import type * as vscode from 'vscode';
import { toRegistryError } from '../actions/to-registry-error.ts';
import { plainText } from '../doors/plain-text.ts';
import type { QuickInput } from '../doors/quick-input.ts';
import { drawn, messageRow, type RowTexts } from './drawn-row.ts';
import { searchAsTyped } from './search-as-typed.ts';
import { back, cancel, type StepFrame, type StepResult } from './step.ts';

/** A button by its product icon and the words that explain it. */
interface StepButton {
  readonly icon: string;
  readonly tooltip: string;
}

/** A row of a list, which may be a server's: its texts draw nothing. */
export interface PickRow<T> extends RowTexts {
  readonly value: T;
  /** Whether it is there whatever is typed. */
  readonly alwaysShow?: boolean;
  /** Buttons at its end. */
  readonly buttons?: readonly StepButton[];
  /** Only says something: it cannot be chosen, and what was typed stays. */
  readonly inert?: boolean;
}

export interface PickStepOptions<T> {
  readonly frame: StepFrame;
  readonly placeholder: string;
  /** The rows, or how to load them; a rejection ends the step with that error. */
  readonly rows: readonly PickRow<T>[] | ((signal: AbortSignal) => Promise<readonly PickRow<T>[]>);
  /** Selects the row at first. */
  readonly isCurrent?: (value: T) => boolean;
  /** Rows made from what is typed, above the others: for free text beside presets. */
  readonly typed?: (text: string) => readonly PickRow<T>[];
  /** Rows that are loaded behind the first ones: in place of those with the same value, or added. */
  readonly later?: (signal: AbortSignal) => Promise<readonly PickRow<T>[]>;
  /** Rows to add for what is typed, from beyond those that are there. */
  readonly search?: (text: string, signal: AbortSignal) => Promise<readonly PickRow<T>[]>;
  readonly many?: boolean;
  /** Where several may be chosen and none is: Enter takes the row that what was typed names. */
  readonly takesNamed?: boolean;
  /** A list with one row alone is not asked: the row is taken, and the result says so. */
  readonly takesOnly?: boolean;
  /** Rows in place of the present ones, where the row that was taken only changes something. */
  readonly stays?: (value: T) => readonly PickRow<T>[] | undefined;
  /** Called for the button of a row; the rows are loaded again afterwards. */
  readonly onRowButton?: (value: T) => Promise<void>;
  /** Buttons beside the back button, with what they do; the step goes on. */
  readonly actions?: readonly {
    readonly button: StepButton;
    readonly run: (chosen: readonly T[]) => void;
  }[];
  /** Offers the back button although it is the first step (a picker inside a picker). */
  readonly canGoBack?: boolean;
}

/** One choice out of a list. */
export async function pickStep<T>(
  options: PickStepOptions<T>,
  input: QuickInput,
): Promise<StepResult<T>> {
  const result = await show(options, input);
  if (result.kind !== 'value') return result;
  // A row may stand for `undefined`.
  return result.value.length === 0 ? cancel : { ...result, value: result.value[0] as T };
}

/** Any number of choices out of a list. */
export async function pickManyStep<T>(
  options: PickStepOptions<T>,
  input: QuickInput,
): Promise<StepResult<readonly T[]>> {
  return show({ ...options, many: true }, input);
}

/** A row as the editor takes it. */
interface Shown<T> extends vscode.QuickPickItem {
  readonly value: T;
  readonly inert: boolean;
}

const shownBy =
  (input: QuickInput) =>
  <T>({
    value,
    inert = false,
    alwaysShow = false,
    buttons = [],
    ...texts
  }: PickRow<T>): Shown<T> => ({
    ...drawn(texts, input),
    value,
    inert,
    alwaysShow,
    buttons: buttons.map(({ icon, tooltip }) => input.button(icon, tooltip)),
  });

/**
 * The row whose label is what was typed, or the only one whose label has that in it. Of the latter
 * nobody knows whether it is the only one while more rows may come.
 */
function namedBy<T>(
  typed: string,
  rows: readonly Shown<T>[],
  mayGrow: boolean,
): readonly Shown<T>[] {
  const text = typed.trim().toLowerCase();
  if (text === '') return [];
  const found = rows.filter(({ label, inert }) => !inert && label.toLowerCase().includes(text));
  const named = found.filter(({ label }) => label.toLowerCase() === text);
  return named.length === 0 && found.length === 1 && !mayGrow ? found : named;
}

/** The row that is taken without asking, when it is the only one. */
function onlyRow<T>(
  { takesOnly }: PickStepOptions<T>,
  rows: readonly PickRow<T>[],
): StepResult<readonly T[]> | undefined {
  const [only, ...others] = rows;
  if (takesOnly !== true || only === undefined || others.length > 0) return undefined;
  if (only.inert === true) return undefined;
  return { kind: 'value', value: [only.value], unasked: true };
}

/** What is brought to a list; a failure is said in a row, and what was chosen stays. */
async function brought<T>(loading: Promise<readonly PickRow<T>[]>): Promise<readonly PickRow<T>[]> {
  try {
    return await loading;
  } catch (error) {
    const { message } = toRegistryError(error);
    const value = undefined as T;
    return [{ ...messageRow('warning', message), value, inert: true, alwaysShow: true }];
  }
}

async function show<T>(
  options: PickStepOptions<T>,
  input: QuickInput,
): Promise<StepResult<readonly T[]>> {
  if (typeof options.rows !== 'function') {
    const only = onlyRow(options, options.rows);
    if (only !== undefined) return only;
  }
  const pick = input.list<Shown<T>>();
  const shown = shownBy(input);
  const abort = new AbortController();
  pick.title = plainText(options.frame.title);
  if (options.frame.totalSteps > 1) {
    pick.step = options.frame.step;
    pick.totalSteps = options.frame.totalSteps;
  }
  pick.placeholder = plainText(options.placeholder);
  pick.canSelectMany = options.many ?? false;
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  const actions = (options.actions ?? []).map(({ button, run }) => ({
    button: input.button(button.icon, button.tooltip),
    run,
  }));
  pick.buttons = [
    ...(options.frame.step > 1 || options.canGoBack === true ? [input.back] : []),
    ...actions.map(({ button }) => button),
  ];

  try {
    return await new Promise<StepResult<readonly T[]>>((resolve, reject) => {
      let rows: readonly Shown<T>[] = [];
      let typed: readonly Shown<T>[] = [];
      // Enter right behind the last key comes before the list shows what was typed. Until the row
      // made of it was the active one, another that looks active belongs to the list before.
      let isSettled = true;
      const render = () => {
        typed = options.typed?.(pick.value).map((row) => shown(row)) ?? [];
        pick.items = [...typed, ...rows];
        // The editor begins with the row in whose label it finds what was typed, be it another one.
        if (typed.length > 0) pick.activeItems = typed.slice(0, 1);
      };
      const active = () => (isSettled || typed.length === 0 ? pick.activeItems : typed).slice(0, 1);
      const selected = () =>
        options.takesNamed === true && pick.selectedItems.length === 0
          ? namedBy(pick.value, rows, pick.busy)
          : pick.selectedItems;
      pick.onDidAccept(() => {
        const chosen = options.many === true ? selected() : active();
        if (chosen.length === 0 && options.many !== true) return;
        if (chosen.some((row) => row.inert)) return;
        const [only, ...others] = chosen;
        const changed = only && others.length === 0 ? options.stays?.(only.value) : undefined;
        if (changed === undefined) {
          resolve({ kind: 'value', value: chosen.map((row) => row.value) });
          return;
        }
        pick.value = '';
        fill(changed);
      });
      pick.onDidTriggerButton((button) => {
        if (button === input.back) resolve(back);
        const chosen = pick.selectedItems.map((row) => row.value);
        actions.find((action) => action.button === button)?.run(chosen);
      });
      pick.onDidTriggerItemButton(({ item }) => {
        options.onRowButton?.(item.value).then(load, reject);
      });
      pick.onDidHide(() => resolve(cancel));
      pick.onDidChangeActive(([first]) => {
        isSettled ||= first !== undefined && first === typed[0];
      });
      const { search } = options;
      if (search !== undefined) {
        const find = searchAsTyped(async (text) => {
          pick.busy = true;
          const more = await brought(search(text, abort.signal));
          pick.busy = false;
          add(more);
        });
        pick.onDidChangeValue((text) => {
          if (text.trim() !== '') find(text.trim());
        });
      }
      if (options.typed !== undefined) {
        pick.onDidChangeValue(() => {
          isSettled = false;
          render();
        });
      }

      const fill = (loaded: readonly PickRow<T>[]) => {
        rows = loaded.map((row) => shown(row));
        render();
        const current = rows.filter((row) => options.isCurrent?.(row.value) === true);
        if (options.many === true) pick.selectedItems = current;
        else if (current.length > 0) pick.activeItems = current;
      };
      const add = (more: readonly PickRow<T>[]) => {
        if (abort.signal.aborted) return;
        const chosen = pick.selectedItems.map(({ value }) => value);
        const there = new Set(rows.map(({ value }) => value));
        const renewed = new Map(more.map((row) => [row.value, row]));
        const lasting = rows.filter(({ inert }) => !inert);
        rows = [
          ...lasting.map((row) => {
            const newer = renewed.get(row.value);
            return newer === undefined ? row : shown(newer);
          }),
          ...more
            .filter(({ value, inert }) => inert === true || !there.has(value))
            .map((row) => shown(row)),
        ];
        render();
        if (options.many === true) {
          pick.selectedItems = rows.filter(({ value }) => chosen.includes(value));
        }
      };
      const renew = (newer: readonly PickRow<T>[]) => {
        if (newer.length === 0 || abort.signal.aborted) return;
        const [active] = pick.activeItems;
        add(newer);
        // Where the person is by now.
        const again = rows.filter(({ value }) => value === active?.value);
        if (again.length > 0) pick.activeItems = again;
      };
      const load = () => {
        if (typeof options.rows !== 'function') {
          fill(options.rows);
          return;
        }
        pick.busy = true;
        options.rows(abort.signal).then((loaded) => {
          const only = onlyRow(options, loaded);
          if (only !== undefined) {
            resolve(only);
            return;
          }
          pick.busy = false;
          fill(loaded);
          const { later } = options;
          if (later !== undefined) void brought(later(abort.signal)).then(renew);
        }, reject);
      };
      load();
      pick.show();
    });
  } finally {
    abort.abort();
    pick.dispose();
  }
}
