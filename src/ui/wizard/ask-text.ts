import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { Secret } from '../../core/secret.ts';
import type {
  Field,
  FormValue,
  FormValues,
  Remark,
  SecretField,
  TextField,
} from '../../registries/contract/form.ts';
import { connector, type FormOptions } from './form-options.ts';
import type { StepFrame, StepResult } from './step.ts';
import { suggestStep } from './suggest-step.ts';

/** Asks a line of text, with suggestions where the field has some. */
export async function runText(
  field: TextField,
  frame: StepFrame,
  values: FormValues,
  options: FormOptions,
): Promise<StepResult<FormValue>> {
  const entered = values[field.id];
  const { suggestions } = field;
  const common = {
    frame,
    prompt: field.prompt,
    value: typeof entered === 'string' ? entered : (field.initial?.(values) ?? ''),
    normalize: field.normalize ?? ((text: string) => text.trim()),
    check: (text: string) => {
      if (text !== '') return field.check?.(text, values);
      return field.optional === true ? undefined : missing(field);
    },
    ...verifier(field, (text) => text, values, options),
  };
  if (suggestions !== undefined) {
    const load = (signal: AbortSignal) => suggestions(values, signal, connector(options, values));
    return suggestStep({ ...common, suggestions: load }, options.doors);
  }
  return options.doors.steps.text({
    ...common,
    ...(field.placeholder === undefined ? {} : { placeholder: field.placeholder }),
    secret: false,
  });
}

/** Asks a secret, which is masked and never remembered. */
export async function runSecret(
  field: SecretField,
  frame: StepFrame,
  values: FormValues,
  options: FormOptions,
): Promise<StepResult<FormValue>> {
  const result = await options.doors.steps.text({
    frame,
    prompt: field.prompt,
    value: '',
    secret: true,
    ...(field.onPage === true && options.page ? { page: options.page(values) } : {}),
    normalize: field.normalize ?? ((text) => text.trim()),
    check: (text) => (text === '' ? missing(field) : field.check?.(text, values)),
    ...verifier(field, (text) => new Secret(text), values, options),
  });
  return result.kind === 'value' ? { kind: 'value', value: new Secret(result.value) } : result;
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
