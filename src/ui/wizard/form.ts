import { RegistryError } from '../../core/errors.ts';
import type {
  ExternalField,
  Field,
  Form,
  FormValue,
  FormValues,
  RowsField,
} from '../../registries/contract/form.ts';
import { runChoice, runLifetime } from './ask-choice.ts';
import { runSecret, runText } from './ask-text.ts';
import { choicesOf, type FormOptions, recall, remember, type Save } from './form-options.ts';
import { presetChoice } from './preset-choice.ts';
import { presetField, savePreset } from './presets.ts';
import { runSharedPage, type SharedField, sharedPageOf } from './shared-page.ts';
import { back, cancel, type StepFrame, type StepResult } from './step.ts';

export type { FormOptions } from './form-options.ts';

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
  const pages = pagesOf(form);
  const history: Page[] = [];
  for (let page = pagesAfter(pages, undefined, values)[0]; page !== undefined;) {
    const step = stepsBefore + history.length + 1;
    const frame = {
      title: `${form.title}: ${page.title}`,
      step,
      totalSteps: step + toBeAsked(pagesAfter(pages, page, values), values) + stepsAfter,
    };
    const result = await runPage(page, form, frame, values, options);
    if (result.kind === 'cancel') return cancel;
    if (result.kind === 'back') {
      page = history.pop();
      if (page === undefined) return back;
      continue;
    }
    values = { ...without(values, page), ...result.value };
    if (result.unasked !== true) {
      for (const field of page.fields) await remember(field, result.value[field.id], options);
      history.push(page);
    }
    [page] = pagesAfter(pages, page, values);
  }
  return { kind: 'value', value: values };
}

/** What is asked at a time: one field, or those that share a page. */
interface Page {
  readonly title: string;
  readonly fields: readonly [Field, ...Field[]];
  readonly isShared: boolean;
}

function pagesOf({ fields }: Form): readonly Page[] {
  const pages: Page[] = [];
  for (const field of fields) {
    const title = sharedPageOf(field);
    const last = pages.at(-1);
    if (title !== undefined && last?.isShared === true && last.title === title) {
      pages[pages.length - 1] = { ...last, fields: [...last.fields, field] };
    } else {
      pages.push({ title: title ?? field.title, fields: [field], isShared: title !== undefined });
    }
  }
  return pages;
}

/** The pages that come after one, or from the beginning, for what was answered so far. */
function pagesAfter(
  pages: readonly Page[],
  page: Page | undefined,
  values: FormValues,
): readonly Page[] {
  const from = page === undefined ? 0 : pages.indexOf(page) + 1;
  return pages
    .slice(from)
    .filter(({ fields }) => fields.some(({ when }) => when?.(values) ?? true));
}

/** How many of them a person will see, as far as that is known without waiting. */
const toBeAsked = (pages: readonly Page[], values: FormValues): number =>
  pages.filter(({ fields: [field, ...others] }) => others.length > 0 || !isGiven(field, values))
    .length;

/** There is one choice alone, which is taken without asking. */
function isGiven(field: Field, values: FormValues): boolean {
  if (field.type !== 'choice' || field.many === true || field.consent === true) return false;
  if (field.presets !== undefined || field.sharedPage !== undefined) return false;
  const choices = field.choices(values, AbortSignal.abort());
  if ('length' in choices) return choices.length === 1;
  choices.catch(() => undefined);
  return false;
}

/** What stood on a shared page before is answered anew by it, or is not asked any more. */
function without(values: FormValues, { fields, isShared }: Page): FormValues {
  if (!isShared) return values;
  const ids = new Set(fields.map(({ id }) => id));
  return Object.fromEntries(Object.entries(values).filter(([id]) => !ids.has(id)));
}

async function runPage(
  { fields, isShared }: Page,
  form: Form,
  frame: StepFrame,
  values: FormValues,
  options: FormOptions,
): Promise<StepResult<FormValues>> {
  const [field] = fields;
  if (field.type === 'external') return runExternal(field, frame, values, options);
  if (!isShared) return runField(field, form, frame, values, options);
  const shared = fields.filter((one): one is SharedField => sharedPageOf(one) !== undefined);
  return runSharedPage(shared, frame, values, options, async (asked, answers, more) =>
    askField(asked, { ...frame, title: `${form.title}: ${asked.title}` }, answers, more, undefined),
  );
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
    const choices = (signal: AbortSignal) => choicesOf(field, values, options, signal);
    const { remember: place, doors } = options;
    return presetChoice({ field, form, frame, choices, before, place }, doors.steps);
  }
  const save = saver(field, form, values, options);
  const result = await askField(field, frame, values, options, save);
  return result.kind === 'value' ? { ...result, value: { [field.id]: result.value } } : result;
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
  return options.doors.steps.external({
    frame,
    prompt: field.prompt,
    start: async (signal) => start(values, await connection(values), signal),
  });
}

function saver(
  field: Field,
  form: Form,
  values: FormValues,
  { remember, doors }: FormOptions,
): Save | undefined {
  const fields = presetField(form)?.presets?.fields ?? [];
  if (remember === undefined || !fields.includes(field.id)) return undefined;
  return (value) => savePreset(form, { ...values, [field.id]: value }, remember, doors);
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
      return runRows(field, frame, values, options, save);
  }
}

async function runRows(
  field: RowsField,
  frame: StepFrame,
  values: FormValues,
  { doors }: FormOptions,
  save: Save | undefined,
): Promise<StepResult<FormValue>> {
  const before = values[field.id];
  return doors.steps.rows({
    frame,
    prompt: field.prompt,
    rows: Array.isArray(before) ? before : [],
    rowTitle: field.rowTitle,
    describe: (row) => field.describe(row, values),
    check: (rows) => field.check?.(rows, values),
    edit: async (row) => {
      const initial = row === undefined ? {} : field.read(row);
      const form = { title: field.rowTitle, fields: field.fields };
      const entered = await runForm(form, { doors, initial });
      return entered === undefined ? undefined : field.write(entered);
    },
    ...(save === undefined ? {} : { save }),
  });
}
