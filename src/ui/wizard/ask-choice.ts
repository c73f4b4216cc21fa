import type { Clock } from '../../core/clock.ts';
import { second } from '../../core/duration.ts';
import { t } from '../../core/l10n.ts';
import type {
  ChoiceField,
  FormValue,
  FormValues,
  LifetimeField,
} from '../../registries/contract/form.ts';
import { lifetimeInWords } from './answers-in-words.ts';
import { messageRow } from './drawn-row.ts';
import { choicesOf, type FormOptions, recall, type Save } from './form-options.ts';
import type { PickRow } from './pick-step.ts';
import type { StepFrame, StepResult } from './step.ts';

/** Asks for one choice or several; what the field refuses is asked again with the reason. */
export async function runChoice(
  field: ChoiceField,
  frame: StepFrame,
  values: FormValues,
  options: FormOptions,
  save?: Save,
  complaint?: string,
): Promise<StepResult<FormValue>> {
  const before = values[field.id] ?? recall(field, options) ?? field.initial?.();
  const step = {
    frame,
    placeholder: complaint ?? field.prompt,
    rows: async (signal: AbortSignal): Promise<PickRow<string>[]> =>
      (await choicesOf(field, values, options, signal)).map((choice) => ({ ...choice })),
    isCurrent: (value: string) =>
      Array.isArray(before) ? before.includes(value) : before === value,
  };
  const { steps } = options.doors;
  if (field.many !== true) {
    return steps.pick({ ...step, takesOnly: field.consent !== true });
  }
  const { later, search } = field;
  const button = { icon: 'save', tooltip: t('Save Under a Name…') };
  let saving: { readonly chosen: readonly string[]; readonly done: Promise<void> } | undefined;
  const result = await steps.pickMany({
    ...step,
    // None is no answer: who has typed a name and presses Enter means that one.
    takesNamed: field.check?.([], values)?.severity === 'error',
    ...(later === undefined
      ? {}
      : {
          later: async (signal: AbortSignal) =>
            (await later(signal)).map((choice) => ({ ...choice })),
        }),
    ...(search === undefined
      ? {}
      : {
          search: async (text: string, signal: AbortSignal) =>
            (await search(text, signal)).map((choice) => ({ ...choice })),
        }),
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

/** Asks for a lifetime: one of the presets, or what is typed. */
export async function runLifetime(
  field: LifetimeField,
  frame: StepFrame,
  values: FormValues,
  options: FormOptions,
): Promise<StepResult<FormValue>> {
  const before = values[field.id] ?? recall(field, options);
  return options.doors.steps.pick<string>({
    frame,
    placeholder: field.prompt,
    rows: [...answered(field, values), ...field.presets.map((preset) => ({ ...preset }))],
    isCurrent: (value) => value === before,
    typed: (text) => {
      const typed = text.trim();
      const parsed = field.parse(typed);
      // On the way to the words of a preset nothing is wrong: Enter takes the preset.
      const isPreset = field.presets.some(({ label }) => startsLike(label, typed));
      if (!('value' in parsed) && isPreset) return [];
      return 'value' in parsed
        ? [
            {
              label: lifetimeInWords(parsed.value, field.presets),
              description: endOf(parsed.value, options.clock) ?? t('as typed'),
              ...(parsed.detail === undefined ? {} : { detail: parsed.detail }),
              value: parsed.value,
              alwaysShow: true,
            },
          ]
        : [{ ...messageRow('error', parsed.message), value: '', inert: true, alwaysShow: true }];
    },
  });
}

const startsLike = (label: string, typed: string): boolean =>
  label.toLowerCase().startsWith(typed.toLowerCase());

/** When what lives so long from now on ends. */
function endOf(value: string, clock: Clock | undefined): string | undefined {
  if (clock === undefined || value === 'never') return undefined;
  const end = new Date(clock.now() + Number(value) * second);
  if (Number.isNaN(end.getTime())) return undefined;
  return t('until {0} UTC', end.toISOString().slice(0, 16).replace('T', ' '));
}

/** An answer that came from elsewhere and is none of the presets. */
function answered(field: LifetimeField, values: FormValues): PickRow<string>[] {
  const value = values[field.id];
  if (typeof value !== 'string') return [];
  if (field.presets.some((preset) => preset.value === value)) return [];
  return [{ label: lifetimeInWords(value, field.presets), description: t('as given'), value }];
}
