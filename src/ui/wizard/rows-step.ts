import type * as vscode from 'vscode';
import { t } from '../../core/l10n.ts';
import type { Remark, RowText } from '../../registries/contract/form.ts';
import { plainText } from '../doors/plain-text.ts';
import type { QuickInput } from '../doors/quick-input.ts';
import { drawn, messageRow } from './drawn-row.ts';
import { back, cancel, type StepFrame, type StepResult } from './step.ts';

export interface RowsStepOptions {
  readonly frame: StepFrame;
  readonly prompt: string;
  readonly rows: readonly string[];
  /** What one row is called. */
  readonly rowTitle: string;
  readonly describe: (row: string) => RowText;
  readonly check: (rows: readonly string[]) => Remark | undefined;
  /** Asks for a row, or changes one; `undefined` leaves everything as it was. */
  readonly edit: (row: string | undefined) => Promise<string | undefined>;
  /** Keeps the rows under a name, where that is possible. */
  readonly save?: (rows: readonly string[]) => Promise<void>;
}

type Act =
  | { readonly kind: 'edit'; readonly index: number }
  | { readonly kind: 'remove'; readonly index: number }
  | { readonly kind: 'add' | 'save' | 'done' | 'back' | 'cancel' | 'none' };

interface Entry extends vscode.QuickPickItem {
  readonly act: Act;
}

const editButton = (input: QuickInput) => input.button('edit', t('Change'));
const removeButton = (input: QuickInput) => input.button('trash', t('Remove'));

/** A list that is made row by row, each with what it means and what to mind about it. */
export async function rowsStep(
  options: RowsStepOptions,
  input: QuickInput,
): Promise<StepResult<readonly string[]>> {
  let rows = options.rows;
  if (rows.length === 0) rows = append(rows, await options.edit(undefined));
  for (;;) {
    const act = await show(options, rows, input);
    switch (act.kind) {
      case 'done':
        return { kind: 'value', value: rows };
      case 'back':
        return back;
      case 'cancel':
        return cancel;
      case 'add':
        rows = append(rows, await options.edit(undefined));
        break;
      case 'edit': {
        const changed = await options.edit(rows[act.index]);
        if (changed !== undefined) rows = rows.with(act.index, changed);
        break;
      }
      case 'remove':
        rows = rows.toSpliced(act.index, 1);
        break;
      case 'save':
        await options.save?.(rows);
        break;
      case 'none':
        break;
    }
  }
}

const append = (rows: readonly string[], row: string | undefined): readonly string[] =>
  row === undefined || rows.includes(row) ? rows : [...rows, row];

async function show(
  options: RowsStepOptions,
  rows: readonly string[],
  input: QuickInput,
): Promise<Act> {
  const pick = input.list<Entry>();
  const remark = options.check(rows);
  pick.title = plainText(options.frame.title);
  pick.step = options.frame.step;
  pick.totalSteps = options.frame.totalSteps;
  pick.placeholder = plainText(options.prompt);
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.buttons = options.frame.step > 1 ? [input.back] : [];
  const items = [
    ...rows.map((row, index) => rowEntry(options, row, index, input)),
    ...acts(options, rows, remark, input),
  ];
  pick.items = items;
  const first = items.find(
    ({ act }) => act.kind === (remark?.severity === 'error' ? 'add' : 'done'),
  );
  if (first !== undefined) pick.activeItems = [first];
  try {
    return await new Promise<Act>((resolve) => {
      pick.onDidAccept(() => {
        const [entry] = pick.activeItems;
        if (entry !== undefined && entry.act.kind !== 'none') resolve(entry.act);
      });
      pick.onDidTriggerItemButton(({ item, button }) => {
        if (item.act.kind !== 'edit') return;
        const remove = button.tooltip === removeButton(input).tooltip;
        resolve(remove ? { kind: 'remove', index: item.act.index } : item.act);
      });
      pick.onDidTriggerButton((button) => {
        if (button === input.back) resolve({ kind: 'back' });
      });
      pick.onDidHide(() => resolve({ kind: 'cancel' }));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}

function rowEntry(
  { describe }: RowsStepOptions,
  row: string,
  index: number,
  input: QuickInput,
): Entry {
  const { sentence, notation, remarks } = describe(row);
  return {
    label: plainText(sentence),
    description: plainText(notation),
    ...(remarks.length === 0 ? {} : { detail: remarks.map(remarkText).join('  ') }),
    buttons: [editButton(input), removeButton(input)],
    act: { kind: 'edit', index },
  };
}

function acts(
  options: RowsStepOptions,
  rows: readonly string[],
  remark: Remark | undefined,
  input: QuickInput,
): Entry[] {
  const separator: Entry = { label: '', kind: input.separator, act: { kind: 'none' } };
  const fixed = { alwaysShow: true } as const;
  const said: Entry[] =
    remark === undefined
      ? []
      : [
          {
            ...drawn(messageRow(remark.severity, remarkText(remark)), input),
            act: { kind: 'none' },
            ...fixed,
          },
        ];
  const done: Entry = {
    ...drawn({ icon: 'check', label: t('Continue') }, input),
    act: { kind: 'done' },
    ...fixed,
  };
  const add: Entry = {
    ...drawn({ icon: 'add', label: t('Add {0}…', options.rowTitle) }, input),
    act: { kind: 'add' },
    ...fixed,
  };
  const save: Entry = {
    ...drawn({ icon: 'save', label: t('Save Under a Name…') }, input),
    act: { kind: 'save' },
    ...fixed,
  };
  const canSave = options.save !== undefined && rows.length > 0;
  const canGoOn = remark?.severity !== 'error';
  return [separator, ...said, ...(canGoOn ? [done] : []), add, ...(canSave ? [save] : [])];
}

/** A remark with a word for its severity: screen readers would read out the name of an icon. */
export function remarkText({ severity, message }: Remark): string {
  const text = plainText(message);
  switch (severity) {
    case 'error':
      return t('Error: {0}', text);
    case 'warning':
      return t('Warning: {0}', text);
    case 'info':
      return text;
  }
}
