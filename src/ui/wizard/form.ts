import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { Secret } from '../../core/secret.ts';
import type { Connection } from '../../registries/connection.ts';
import type {
  ChoiceField,
  Connect,
  ExternalField,
  Field,
  Form,
  FormValue,
  FormValues,
  LifetimeField,
  Remark,
  RowsField,
  SecretField,
  TextField,
} from '../../registries/form.ts';
import { externalStep } from './external-step.ts';
import type { Memory } from './memory.ts';
import { presetChoice } from './preset-choice.ts';
import { presetField, savePreset } from './presets.ts';
import { rowsStep } from './rows-step.ts';
import { pickManyStep, pickStep, type PickRow } from './pick-step.ts';
import { back, cancel, type StepFrame, type StepResult } from './step.ts';
import { suggestStep } from './suggest-step.ts';
import { textStep } from './text-step.ts';

export interface FormOptions {
  /** What stands in the boxes at first. */
  readonly initial?: FormValues;
  /** Steps that the caller asks before and after the form's own, for the numbering. */
  readonly stepsBefore?: number;
  readonly stepsAfter?: number;
  /** Remembers choices and lifetimes (never secrets) under this name. */
  readonly remember?: { readonly memory: Memory; readonly name: string };
  /** The connection that the fields' `verify` works with, for what was entered so far. */
  readonly connection?: (values: FormValues) => Promise<Connection>;
  /**
   * An error during `verify` that a person can repair on the spot (an unknown certificate):
   * resolves with true when it was repaired and the check should be made again.
   */
  readonly repair?: (error: RegistryError) => Promise<boolean>;
}

/**
 * Leads through the steps of a form, forwards and backwards; what was entered is kept. Resolves
 * with `undefined` when the person cancelled.
 */
export async function runForm(form: Form, options: FormOptions): Promise<FormValues | undefined> {
  const result = await runFormSteps(form, options);
  return result.kind === 'value' ? result.value : undefined;
}

/** As `runForm`, inside of a longer wizard: from its first step one can go back, too. */
export async function runFormSteps(
  form: Form,
  options: FormOptions,
): Promise<StepResult<FormValues>> {
  const { stepsBefore = 0, stepsAfter = 0 } = options;
  let values: FormValues = { ...options.initial };
  const history: Field[] = [];
  for (let field = nextField(form, history, values); field !== undefined;) {
    const frame = {
      title: `${form.title}: ${field.title}`,
      step: stepsBefore + history.length + 1,
      totalSteps: stepsBefore + countSteps(form, values) + stepsAfter,
    };
    const result: StepResult<FormValues> =
      field.type === 'external'
        ? await runExternal(field, frame, values, options)
        : await runField(field, form, frame, values, options);
    if (result.kind === 'cancel') return cancel;
    if (result.kind === 'back') {
      field = history.pop();
      if (field === undefined) return back;
      continue;
    }
    values = { ...values, ...result.value };
    await remember(field, result.value[field.id], options);
    history.push(field);
    field = nextField(form, history, values);
  }
  return { kind: 'value', value: values };
}

const isAsked = (field: Field, values: FormValues) => field.when?.(values) ?? true;

const countSteps = (form: Form, values: FormValues) =>
  form.fields.filter((field) => isAsked(field, values)).length;

function nextField(form: Form, history: readonly Field[], values: FormValues): Field | undefined {
  const last = history.at(-1);
  const from = last === undefined ? 0 : form.fields.indexOf(last) + 1;
  return form.fields.slice(from).find((field) => isAsked(field, values));
}

/** Asks one field; its answer comes under its id. */
async function runField(
  field: Exclude<Field, ExternalField>,
  form: Form,
  frame: StepFrame,
  values: FormValues,
  options: FormOptions,
): Promise<StepResult<FormValues>> {
  if (field.type === 'choice' && presetField(form) === field && options.remember !== undefined) {
    const before = values[field.id] ?? recall(field, options);
    const choices = async (signal: AbortSignal) =>
      field.choices(values, signal, connector(options, values));
    return presetChoice(field, form, frame, choices, before, options.remember);
  }
  const save = saver(field, form, values, options);
  const result = await askField(field, frame, values, options, save);
  return result.kind === 'value' ? { kind: 'value', value: { [field.id]: result.value } } : result;
}

async function runExternal(
  field: ExternalField,
  frame: StepFrame,
  values: FormValues,
  options: FormOptions,
): Promise<StepResult<FormValues>> {
  const { connection, repair } = options;
  if (connection === undefined) throw new TypeError('an external step needs a connection');
  const start: ExternalField['start'] = async (entered, to, signal) => {
    try {
      return await field.start(entered, to, signal);
    } catch (error) {
      if (!(error instanceof RegistryError) || (await repair?.(error)) !== true) throw error;
      return start(entered, await connection(entered), signal);
    }
  };
  return externalStep({
    frame,
    prompt: field.prompt,
    start: async (signal) => start(values, await connection(values), signal),
    copy: (text) => vscode.env.clipboard.writeText(text),
  });
}

/** Keeps the answers so far, this one included, as a preset: where the form knows presets. */
type Save = (value: FormValue) => Promise<void>;

function saver(
  field: Field,
  form: Form,
  values: FormValues,
  { remember }: FormOptions,
): Save | undefined {
  const fields = presetField(form)?.presets?.fields ?? [];
  if (remember === undefined || !fields.includes(field.id)) return undefined;
  return (value) => savePreset(form, { ...values, [field.id]: value }, remember);
}

async function askField(
  field: Exclude<Field, ExternalField>,
  frame: StepFrame,
  values: FormValues,
  options: FormOptions,
  save: Save | undefined,
): Promise<StepResult<FormValue>> {
  switch (field.type) {
    case 'text':
      return runText(field, frame, values, options);
    case 'secret':
      return runSecret(field, frame, values, options);
    case 'choice':
      return runChoice(field, frame, values, options, save);
    case 'lifetime':
      return runLifetime(field, frame, values, options);
    case 'rows':
      return runRows(field, frame, values, save);
  }
}

async function runText(
  field: TextField,
  frame: StepFrame,
  values: FormValues,
  options: FormOptions,
): Promise<StepResult<FormValue>> {
  const entered = values[field.id];
  if (field.suggestions !== undefined) return runSuggested(field, frame, values, options);
  return textStep({
    frame,
    prompt: field.prompt,
    ...(field.placeholder === undefined ? {} : { placeholder: field.placeholder }),
    value: typeof entered === 'string' ? entered : (field.initial?.(values) ?? ''),
    secret: false,
    normalize: field.normalize ?? ((text) => text.trim()),
    check: (text) =>
      text === ''
        ? field.optional === true
          ? undefined
          : missing(field)
        : field.check?.(text, values),
    ...verifier(field, (text) => text, values, options),
  });
}

/** Free text with suggestions. */
async function runSuggested(
  field: TextField,
  frame: StepFrame,
  values: FormValues,
  options: FormOptions,
): Promise<StepResult<FormValue>> {
  const entered = values[field.id];
  return suggestStep({
    frame,
    prompt: field.prompt,
    value: typeof entered === 'string' ? entered : (field.initial?.(values) ?? ''),
    suggestions: async (signal) =>
      (await field.suggestions?.(values, signal, connector(options, values))) ?? [],
    normalize: field.normalize ?? ((text) => text.trim()),
    check: (text) => (text === '' ? missing(field) : field.check?.(text, values)),
    ...verifier(field, (text) => text, values, options),
  });
}

/** How a field gets at the connection for what was entered so far. */
const connector =
  ({ connection }: FormOptions, values: FormValues): Connect =>
  async () => {
    if (connection === undefined) throw new TypeError('this form has no connection');
    return connection(values);
  };

async function runSecret(
  field: SecretField,
  frame: StepFrame,
  values: FormValues,
  options: FormOptions,
): Promise<StepResult<FormValue>> {
  const result = await textStep({
    frame,
    prompt: field.prompt,
    value: '',
    secret: true,
    normalize: field.normalize ?? ((text) => text.trim()),
    check: (text) => (text === '' ? missing(field) : field.check?.(text, values)),
    ...verifier(field, (text) => new Secret(text), values, options),
  });
  return result.kind === 'value' ? { kind: 'value', value: new Secret(result.value) } : result;
}

async function runChoice(
  field: ChoiceField,
  frame: StepFrame,
  values: FormValues,
  options: FormOptions,
  save?: Save,
  complaint?: string,
): Promise<StepResult<FormValue>> {
  const before = values[field.id] ?? recall(field, options);
  const step = {
    frame,
    placeholder: complaint ?? field.prompt,
    rows: async (signal: AbortSignal): Promise<PickRow<string>[]> =>
      (await field.choices(values, signal, connector(options, values))).map((choice) => ({
        ...choice,
      })),
    isCurrent: (value: string) =>
      Array.isArray(before) ? before.includes(value) : before === value,
  };
  if (field.many !== true) return pickStep(step);
  const button = { iconPath: new vscode.ThemeIcon('save'), tooltip: t('Save Under a Name…') };
  let saving: { readonly chosen: readonly string[]; readonly done: Promise<void> } | undefined;
  const result = await pickManyStep({
    ...step,
    ...(save === undefined
      ? {}
      : {
          actions: [
            {
              button,
              run: (chosen: readonly string[]) => {
                // The name is asked for in a box of its own, which closes this one.
                saving = { chosen, done: save(chosen) };
              },
            },
          ],
        }),
  });
  const again = (chosen: readonly string[], words?: string) =>
    runChoice(field, frame, { ...values, [field.id]: chosen }, options, save, words);
  if (saving !== undefined) {
    await saving.done;
    return again(saving.chosen);
  }
  if (result.kind !== 'value') return result;
  const remark = field.check?.(result.value, values);
  return remark?.severity === 'error' ? again(result.value, remark.message) : result;
}

async function runRows(
  field: RowsField,
  frame: StepFrame,
  values: FormValues,
  save: Save | undefined,
): Promise<StepResult<FormValue>> {
  const before = values[field.id];
  return rowsStep({
    frame,
    prompt: field.prompt,
    rows: Array.isArray(before) ? before : [],
    rowTitle: field.rowTitle,
    describe: (row) => field.describe(row, values),
    check: (rows) => field.check?.(rows, values),
    edit: async (row) => {
      const initial = row === undefined ? {} : field.read(row);
      const form = { title: field.rowTitle, fields: field.fields };
      const entered = await runForm(form, { initial });
      return entered === undefined ? undefined : field.write(entered);
    },
    ...(save === undefined ? {} : { save }),
  });
}

async function runLifetime(
  field: LifetimeField,
  frame: StepFrame,
  values: FormValues,
  options: FormOptions,
): Promise<StepResult<FormValue>> {
  const before = values[field.id] ?? recall(field, options);
  const result = await pickStep<string | undefined>({
    frame,
    placeholder: field.prompt,
    rows: [...answered(field, values), ...field.presets.map((preset) => ({ ...preset }))],
    isCurrent: (value) => value === before,
    typed: (text) => {
      if (text.trim() === '') return [];
      const parsed = field.parse(text.trim());
      return 'value' in parsed
        ? [
            {
              label: text.trim(),
              description: t('as typed'),
              ...(parsed.detail === undefined ? {} : { detail: parsed.detail }),
              value: parsed.value,
              alwaysShow: true,
            },
          ]
        : [{ label: `$(error) ${parsed.message}`, value: undefined, alwaysShow: true }];
    },
  });
  if (result.kind !== 'value') return result;
  // The row that explains what is wrong with the text was chosen: ask again.
  if (result.value === undefined) return runLifetime(field, frame, values, options);
  return { kind: 'value', value: result.value };
}

/** An answer that came from elsewhere and is none of the presets. */
function answered(field: LifetimeField, values: FormValues): PickRow<string>[] {
  const value = values[field.id];
  if (typeof value !== 'string') return [];
  if (field.presets.some((preset) => preset.value === value)) return [];
  return [{ label: t('{0} seconds', value), description: t('as given'), value }];
}

const missing = (field: Field): Remark => ({
  severity: 'error',
  message: t('Please enter: {0}.', field.title),
});

function verifier(
  field: Field,
  wrap: (text: string) => FormValue,
  values: FormValues,
  options: FormOptions,
): { verify?: (text: string, signal: AbortSignal) => Promise<Remark | undefined> } {
  const { verify } = field;
  const { connection, repair } = options;
  if (verify === undefined || connection === undefined) return {};
  const attempt = async (text: string, signal: AbortSignal): Promise<Remark | undefined> => {
    const entered = { ...values, [field.id]: wrap(text) };
    try {
      return await verify(entered, await connection(entered), signal);
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      if (signal.aborted) return undefined;
      if ((await repair?.(error)) === true) return attempt(text, signal);
      return { severity: 'error', message: error.message };
    }
  };
  return { verify: attempt };
}

const rememberable = (field: Field) =>
  (field.type === 'choice' || field.type === 'lifetime') &&
  field.signIn !== true &&
  field.forgets !== true;

function recall(field: Field, options: FormOptions): FormValue | undefined {
  if (options.remember === undefined || !rememberable(field)) return undefined;
  return options.remember.memory.recall(`${options.remember.name}.${field.id}`);
}

async function remember(
  field: Field,
  value: FormValue | undefined,
  options: FormOptions,
): Promise<void> {
  if (options.remember === undefined || !rememberable(field)) return;
  if (value === undefined || value instanceof Secret) return;
  await options.remember.memory.remember(`${options.remember.name}.${field.id}`, value);
}
