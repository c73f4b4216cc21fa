import { t } from '../../core/l10n.ts';
import type { Choice, Remark } from '../../registries/contract/form.ts';
import { toRegistryError } from '../actions/to-registry-error.ts';
import { messageRow } from './drawn-row.ts';
import type { FormDoors } from './form-options.ts';
import type { PickRow } from './pick-step.ts';
import type { StepFrame, StepResult } from './step.ts';
import { judged } from './text-step.ts';

export interface SuggestStepOptions {
  readonly frame: StepFrame;
  readonly prompt: string;
  /** The answer that is offered at once; empty for none. */
  readonly value: string;
  readonly suggestions: (signal: AbortSignal) => Promise<readonly Choice[]>;
  readonly normalize: (text: string) => string;
  readonly check: (text: string) => Remark | undefined;
  readonly verify?: (text: string, signal: AbortSignal) => Promise<Remark | undefined>;
}

/** A row that is an answer, or one that says why there is none. */
type Row = PickRow<string | undefined>;

/**
 * Free text with suggestions that are loaded meanwhile. A failure to load them is said in the list
 * and keeps nobody from typing; an answer that is not accepted is asked for again.
 */
export async function suggestStep(
  options: SuggestStepOptions,
  doors: FormDoors,
): Promise<StepResult<string>> {
  let { value } = options;
  let refusal: string | undefined;
  for (;;) {
    const result = await doors.steps.pick<string | undefined>({
      frame: options.frame,
      placeholder: options.prompt,
      rows: (signal) => rowsOf(options, value, signal),
      typed: (text) => [
        ...(text === '' && refusal !== undefined ? [saying('error', refusal)] : []),
        ...typedRows(options, text, value),
      ],
      isCurrent: (row) => row === value,
    });
    if (result.kind !== 'value') return result;
    if (result.value === undefined) continue;
    value = options.normalize(result.value);
    const remark = judged(value, options.check) ?? (await verified(options, value, doors));
    if (remark?.severity !== 'error') return { kind: 'value', value };
    refusal = remark.message;
  }
}

/** A row that is no answer. */
const saying = (icon: string, message: string): Row => ({
  ...messageRow(icon, message),
  value: undefined,
  inert: true,
  alwaysShow: true,
});

async function verified(
  { verify, frame }: SuggestStepOptions,
  value: string,
  { progress }: FormDoors,
): Promise<Remark | undefined> {
  return verify === undefined
    ? undefined
    : progress(frame.title, (signal) => verify(value, signal));
}

async function rowsOf(
  { suggestions }: SuggestStepOptions,
  value: string,
  signal: AbortSignal,
): Promise<readonly Row[]> {
  try {
    return (await suggestions(signal))
      .filter((choice) => choice.value !== value)
      .map((choice) => ({ ...choice }));
  } catch (error) {
    const { message } = toRegistryError(error);
    return [saying('warning', message)];
  }
}

/** What was typed, or before that the answer that is offered: there at once, whatever loads. */
function typedRows(
  { normalize, check }: SuggestStepOptions,
  text: string,
  value: string,
): readonly Row[] {
  const answer = text.trim() === '' ? value : normalize(text);
  if (answer === '') return [];
  const remark = judged(answer, check);
  if (remark?.severity === 'error') {
    return [saying('error', remark.message)];
  }
  return [
    {
      label: answer,
      description: text.trim() === '' ? '' : t('as typed'),
      value: answer,
      alwaysShow: true,
    },
  ];
}
