import { t } from '../../core/l10n.ts';
import type {
  Choice,
  ChoiceField,
  Form,
  FormValues,
  Paste,
  Remark,
} from '../../registries/contract/form.ts';
import type { PickRow } from './pick-step.ts';
import { listPresets, type Preset, type PresetPlace, removePreset } from './presets.ts';
import type { StepFrame, StepResult } from './step.ts';
import type { Steps } from './steps.ts';

type Answer =
  | { readonly kind: 'choice'; readonly value: string }
  | { readonly kind: 'preset'; readonly preset: Preset }
  | { readonly kind: 'paste'; readonly paste: Paste };

interface PresetChoice {
  readonly field: ChoiceField;
  readonly form: Form;
  readonly frame: StepFrame;
  readonly choices: (signal: AbortSignal) => Promise<readonly Choice[]>;
  /** What was chosen the last time. */
  readonly before: unknown;
  readonly place: PresetPlace;
}

/**
 * A choice that can also be answered, with other steps, by a preset or by a pasted text. Those
 * steps still come, with the answers in them.
 */
export async function presetChoice(
  { field, form, frame, choices, before, place }: PresetChoice,
  steps: Steps,
): Promise<StepResult<FormValues>> {
  for (;;) {
    const picked = await steps.pick<Answer>({
      frame,
      placeholder: field.prompt,
      rows: async (signal) => [
        ...(await choices(signal)).map((choice) => ({
          ...choice,
          value: { kind: 'choice', value: choice.value } as const,
        })),
        ...presetRows(field, form, place),
        ...pasteRows(field.paste),
      ],
      isCurrent: (answer) => answer.kind === 'choice' && answer.value === before,
      onRowButton: async (answer) => {
        if (answer.kind === 'preset') await removePreset(answer.preset.name, place);
      },
    });
    if (picked.kind !== 'value') return picked;
    const answer = picked.value;
    switch (answer.kind) {
      case 'choice':
        return { kind: 'value', value: { [field.id]: answer.value } };
      case 'preset':
        if (answer.preset.problem === undefined)
          return { kind: 'value', value: answer.preset.values };
        break;
      case 'paste': {
        const pasted = await askForText(answer.paste, steps);
        if (pasted !== undefined) return { kind: 'value', value: pasted };
        break;
      }
    }
  }
}

function presetRows({ presets }: ChoiceField, form: Form, place: PresetPlace): PickRow<Answer>[] {
  if (presets === undefined) return [];
  return listPresets(form, place).map((preset) => ({
    icon: 'bookmark',
    label: preset.name,
    description: preset.from === 'here' ? t('saved') : t('from the settings'),
    detail:
      preset.problem === undefined
        ? presets.describe(preset.values)
        : t('It cannot be used: {0}', preset.problem),
    ...(preset.from === 'here' ? { buttons: [{ icon: 'trash', tooltip: t('Remove') }] } : {}),
    value: { kind: 'preset', preset },
  }));
}

const pasteRows = (paste: Paste | undefined): PickRow<Answer>[] =>
  paste === undefined
    ? []
    : [
        {
          icon: 'clippy',
          label: paste.label,
          detail: paste.detail,
          value: { kind: 'paste', paste },
        },
      ];

async function askForText(paste: Paste, steps: Steps): Promise<FormValues | undefined> {
  const judge = (text: string): Remark | undefined => {
    const found = paste.read(text);
    return 'values' in found ? found.remark : found;
  };
  const empty: Remark = { severity: 'error', message: t('Please paste the text.') };
  const result = await steps.text({
    frame: { title: paste.label, step: 1, totalSteps: 1 },
    prompt: paste.prompt,
    value: '',
    secret: false,
    mayHoldSecret: true,
    normalize: (text) => text.trim(),
    check: (text) => (text === '' ? empty : judge(text)),
    // A remark is shown once more at Enter, when the text was pasted and accepted in one go.
    verify: (text) => Promise.resolve(judge(text)),
  });
  if (result.kind !== 'value') return undefined;
  const found = paste.read(result.value);
  return 'values' in found ? found.values : undefined;
}
