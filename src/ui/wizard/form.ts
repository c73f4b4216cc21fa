import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { Secret } from '../../core/secret.ts';
import type { Connection } from '../../registries/connection.ts';
import type {
  ChoiceField,
  ExternalField,
  Field,
  Form,
  FormValue,
  FormValues,
  LifetimeField,
  Remark,
  SecretField,
  TextField,
} from '../../registries/form.ts';
import { externalStep } from './external-step.ts';
import type { Memory } from './memory.ts';
import { pickManyStep, pickStep, type PickRow } from './pick-step.ts';
import type { StepFrame, StepResult } from './step.ts';
import { textStep } from './text-step.ts';

export interface FormOptions {
  /** What stands in the boxes at first. */
  readonly initial?: FormValues;
  /** Steps that the caller asks after the form's own, for the numbering. */
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
  let values: FormValues = { ...options.initial };
  const history: Field[] = [];
  for (let field = nextField(form, history, values); field !== undefined;) {
    const frame = {
      title: `${form.title}: ${field.title}`,
      step: history.length + 1,
      totalSteps: countSteps(form, values) + (options.stepsAfter ?? 0),
    };
    const result: StepResult<FormValues> =
      field.type === 'external'
        ? await runExternal(field, frame, values, options)
        : await runField(field, frame, values, options);
    if (result.kind === 'cancel') return undefined;
    if (result.kind === 'back') {
      field = history.pop() ?? field;
      continue;
    }
    values = { ...values, ...result.value };
    await remember(field, result.value[field.id], options);
    history.push(field);
    field = nextField(form, history, values);
  }
  return values;
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
  frame: StepFrame,
  values: FormValues,
  options: FormOptions,
): Promise<StepResult<FormValues>> {
  const result = await askField(field, frame, values, options);
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

async function askField(
  field: Exclude<Field, ExternalField>,
  frame: StepFrame,
  values: FormValues,
  options: FormOptions,
): Promise<StepResult<FormValue>> {
  switch (field.type) {
    case 'text':
      return runText(field, frame, values, options);
    case 'secret':
      return runSecret(field, frame, values, options);
    case 'choice':
      return runChoice(field, frame, values, options);
    case 'lifetime':
      return runLifetime(field, frame, values, options);
  }
}

async function runText(
  field: TextField,
  frame: StepFrame,
  values: FormValues,
  options: FormOptions,
): Promise<StepResult<FormValue>> {
  const entered = values[field.id];
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
): Promise<StepResult<FormValue>> {
  const before = values[field.id] ?? recall(field, options);
  const step = {
    frame,
    placeholder: field.prompt,
    rows: async (signal: AbortSignal): Promise<PickRow<string>[]> =>
      (await field.choices(values, signal)).map((choice) => ({ ...choice })),
    isCurrent: (value: string) =>
      Array.isArray(before) ? before.includes(value) : before === value,
  };
  return field.many === true ? pickManyStep(step) : pickStep(step);
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
    rows: field.presets.map((preset) => ({ ...preset })),
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
  (field.type === 'choice' || field.type === 'lifetime') && field.signIn !== true;

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
