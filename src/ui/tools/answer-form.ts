import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type {
  Choice,
  ChoiceField,
  Field,
  Form,
  FormValue,
  FormValues,
  Remark,
} from '../../registries/contract/form.ts';
import { choicesOf, type FormOptions } from '../wizard/form-options.ts';
import { judged } from '../wizard/text-step.ts';

/** An answer that is missing, described so that it can be given. */
interface Missing {
  readonly field: string;
  readonly title: string;
  readonly prompt: string;
  readonly choices?: readonly Choice[];
  readonly several?: true;
}

/** Most choices that are told. */
const mostChoices = 100;

/**
 * Answers the steps of a form from what was given, by field id, without asking a person. Nothing is
 * taken for granted where there is a choice: what is missing comes back, one step at a time, since
 * the next depend on it. Rejects with `invalid-input` for an answer that a step refuses or that no
 * step asks for, with `unsupported` where only a person can answer.
 */
export async function answerForm(
  form: Form,
  given: Readonly<Record<string, unknown>>,
  options: FormOptions,
  signal: AbortSignal,
): Promise<{ readonly values: FormValues } | { readonly missing: Missing }> {
  let values: FormValues = {};
  const left = new Set(Object.keys(given));
  for (const field of form.fields) {
    if (field.when?.(values) === false) continue;
    const answer = given[field.id];
    const value = await valueOf(field, answer, values, options, signal);
    if (value === undefined) return { missing: await describe(field, values, options, signal) };
    left.delete(field.id);
    values = { ...values, [field.id]: value };
    await check(field, values, options, signal);
  }
  // An audience that no option asks for, say: the token would grant more than was said.
  const [stray] = left;
  if (stray !== undefined) {
    throw new RegistryError(
      'invalid-input',
      t('“{0}” is not asked with these answers, and would be without effect.', stray),
    );
  }
  return { values };
}

/** The value of a field; `undefined` when it has to be given. */
async function valueOf(
  field: Field,
  answer: unknown,
  values: FormValues,
  options: FormOptions,
  signal: AbortSignal,
): Promise<FormValue | undefined> {
  switch (field.type) {
    case 'text': {
      const typed = answer ?? field.initial?.(values) ?? (field.optional === true ? '' : undefined);
      if (typed === undefined) return undefined;
      const text = (field.normalize ?? ((entered: string) => entered.trim()))(
        oneText(field, typed),
      );
      if (text === '' && field.optional !== true) return undefined;
      // What becomes a name or a description is seen everywhere, as in the wizard's own box.
      refuse(
        field,
        judged(text, (one) => (one === '' ? undefined : field.check?.(one, values))),
      );
      return text;
    }
    case 'lifetime': {
      if (answer === undefined) return undefined;
      const parsed = field.parse(oneText(field, answer));
      if ('severity' in parsed) throw refusal(field, parsed.message);
      return parsed.value;
    }
    case 'choice':
      return chosen(field, answer, values, options, signal);
    case 'rows': {
      if (answer === undefined) return undefined;
      const rows = texts(field, answer);
      for (const row of rows) {
        for (const remark of field.describe(row, values).remarks) refuse(field, remark);
      }
      refuse(field, field.check?.(rows, values));
      return rows;
    }
    case 'secret':
    case 'external':
      throw onlyPerson(field);
  }
}

async function chosen(
  field: ChoiceField,
  answer: unknown,
  values: FormValues,
  options: FormOptions,
  signal: AbortSignal,
): Promise<FormValue | undefined> {
  if (field.consent === true) throw onlyPerson(field);
  const choices = await choicesOf(field, values, options, signal);
  const known = new Set(choices.map(({ value }) => value));
  const [only, ...others] = choices;
  if (field.many !== true) {
    if (answer === undefined) return others.length === 0 ? only?.value : undefined;
    const value = oneText(field, answer);
    if (!known.has(value)) throw refusal(field, t('There is no choice “{0}”.', value));
    return value;
  }
  if (answer === undefined && field.initial !== undefined) return undefined;
  const picked = texts(field, answer ?? []);
  const stranger = picked.find((value) => !known.has(value));
  if (stranger !== undefined) throw refusal(field, t('There is no choice “{0}”.', stranger));
  refuse(field, field.check?.(picked, values));
  return picked;
}

/** What the server says of the answer, where the step asks it. */
async function check(
  field: Field,
  values: FormValues,
  { connection }: FormOptions,
  signal: AbortSignal,
): Promise<void> {
  if (field.verify === undefined || connection === undefined) return;
  refuse(field, await field.verify(values, await connection(values), signal));
}

async function describe(
  field: Field,
  values: FormValues,
  options: FormOptions,
  signal: AbortSignal,
): Promise<Missing> {
  const { id, title, prompt } = field;
  const choices =
    field.type === 'lifetime'
      ? field.presets
      : field.type === 'choice'
        ? await choicesOf(field, values, options, signal)
        : undefined;
  const several = field.type === 'rows' || (field.type === 'choice' && field.many === true);
  return {
    field: id,
    title,
    prompt,
    ...(choices === undefined ? {} : { choices: choices.slice(0, mostChoices) }),
    ...(several ? { several } : {}),
  };
}

function oneText(field: Field, answer: unknown): string {
  if (typeof answer === 'string') return answer;
  throw refusal(field, t('It has to be a text.'));
}

function texts(field: Field, answer: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
  return all.map((one) => oneText(field, one));
}

function refuse(field: Field, remark: Remark | undefined): void {
  if (remark?.severity === 'error') throw refusal(field, remark.message);
}

const refusal = ({ id }: Field, why: string): RegistryError =>
  new RegistryError('invalid-input', t('The answer to “{0}” is refused: {1}', id, why));

const onlyPerson = ({ title }: Field): RegistryError =>
  new RegistryError(
    'unsupported',
    t('Only the person can answer “{0}”: ask them to run Issue Token.', title),
  );
