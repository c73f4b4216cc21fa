import { t } from '../../core/l10n.ts';
import type {
  ChoiceField,
  Field,
  Form,
  FormValue,
  FormValues,
} from '../../registries/contract/form.ts';
import type { Doors } from '../doors/doors.ts';
import type { Memory } from './memory.ts';

/** Answers of a form under a name: kept on this machine, or offered by the settings. */
export interface Preset {
  readonly name: string;
  readonly values: FormValues;
  readonly from: 'here' | 'settings';
  /** Why it cannot be used, when it cannot. */
  readonly problem?: string;
}

/** Where the presets of one form live. */
export interface PresetPlace {
  readonly memory: Memory;
  /** Account kind and verb. */
  readonly name: string;
}

/** The choice of a form that offers presets, when it has one. */
export const presetField = (form: Form): ChoiceField | undefined =>
  form.fields.find(
    (field): field is ChoiceField => field.type === 'choice' && field.presets !== undefined,
  );

/**
 * All presets of a form, those of this machine first. Only the fields that the form names are taken
 * from them, so that a file in a workspace can fill in what a token may do and nothing else.
 */
export function listPresets(form: Form, { memory, name }: PresetPlace): readonly Preset[] {
  const own = Object.entries(memory.presets(name)).map((entry) => read(form, entry, 'here'));
  const offered = Object.entries(memory.offered(name)).map((entry) =>
    read(form, entry, 'settings'),
  );
  return [...own, ...offered].sort((a, b) =>
    a.from === b.from ? a.name.localeCompare(b.name) : 0,
  );
}

function read(form: Form, [name, raw]: [string, unknown], from: Preset['from']): Preset {
  const presets = presetField(form)?.presets;
  const values: Record<string, FormValue> = {};
  let problem: string | undefined;
  for (const id of presets?.fields ?? []) {
    const field = form.fields.find((one) => one.id === id);
    const given =
      typeof raw === 'object' && raw !== null ? (Reflect.get(raw, id) as unknown) : undefined;
    if (field === undefined || given === undefined) continue;
    const value = valueOf(field, given, from);
    if (value === undefined) problem = t('“{0}” cannot be read', id);
    else values[id] = value;
  }
  problem ??= presets?.check(values);
  return { name, values, from, ...(problem === undefined ? {} : { problem }) };
}

/** The value of a field out of what was stored or a setting: never a secret. */
function valueOf(field: Field, given: unknown, from: Preset['from']): FormValue | undefined {
  const isList = field.type === 'rows' || (field.type === 'choice' && field.many === true);
  if (isList) {
    return Array.isArray(given) && given.every((entry) => typeof entry === 'string')
      ? given
      : undefined;
  }
  if (typeof given !== 'string') return undefined;
  // What was stored is the value itself, in seconds; in settings people write `30d`.
  if (field.type !== 'lifetime' || from === 'here') return given;
  // A bare number in a setting has always been seconds: a token must not live longer by an update.
  const parsed = field.parse(/^\d+$/.test(given) ? `${given}s` : given);
  return 'value' in parsed ? parsed.value : undefined;
}

/** Asks for a name and keeps the answers that belong to a preset. */
export async function savePreset(
  form: Form,
  values: FormValues,
  { memory, name }: PresetPlace,
  { steps, messages }: Pick<Doors, 'steps' | 'messages'>,
): Promise<void> {
  const known = memory.presets(name);
  const asked = await steps.text({
    frame: { title: t('Save Under a Name'), step: 1, totalSteps: 1 },
    prompt: t('It is offered the next time. It holds no secret.'),
    value: '',
    secret: false,
    normalize: (text) => text.trim(),
    check: (text) => {
      if (text === '') return { severity: 'error', message: t('Please enter a name.') };
      return text in known
        ? { severity: 'warning', message: t('“{0}” exists and will be replaced.', text) }
        : undefined;
    },
  });
  if (asked.kind !== 'value') return;
  const fields = presetField(form)?.presets?.fields ?? [];
  const preset = Object.fromEntries(
    fields.flatMap((id) => {
      const value = values[id];
      const plain = typeof value === 'string' || Array.isArray(value);
      return plain ? [[id, value] as const] : [];
    }),
  );
  await memory.keepPresets(name, { ...known, [asked.value]: preset });
  messages.brief(t('Saved as “{0}”', asked.value));
}

export async function removePreset(preset: string, { memory, name }: PresetPlace): Promise<void> {
  const rest = Object.entries(memory.presets(name)).filter(([known]) => known !== preset);
  await memory.keepPresets(name, Object.fromEntries(rest));
}
