import { t } from '../../core/l10n.ts';
import type {
  Choice,
  ChoiceField,
  Field,
  FormValue,
  FormValues,
  TextField,
} from '../../registries/contract/form.ts';
import { textsOf } from './answers-in-words.ts';
import { choicesOf, type FormOptions, recall } from './form-options.ts';
import type { PickRow } from './pick-step.ts';
import { remarkText } from './rows-step.ts';
import type { StepFrame, StepResult } from './step.ts';
import { judged } from './text-step.ts';

export type SharedField = TextField | ChoiceField;

/** Asks a field of the page in a step of its own. */
type AskField = (field: SharedField, values: FormValues) => Promise<StepResult<FormValue>>;

type Act =
  | { readonly kind: 'done' }
  | { readonly kind: 'switch'; readonly field: ChoiceField; readonly choice: string }
  | { readonly kind: 'type'; readonly field: TextField; readonly text: string }
  | { readonly kind: 'ask'; readonly field: SharedField };

/** The title of the page that a field shares; `undefined` where it has one of its own. */
export const sharedPageOf = (field: Field): string | undefined =>
  field.type === 'text' || field.type === 'choice' ? field.sharedPage : undefined;

/**
 * Several fields on one page: one Enter goes on with what stands there. Choices are switched by
 * their rows, and whatever needs more is asked in a step of its own, which comes back here.
 */
export async function runSharedPage(
  fields: readonly SharedField[],
  frame: StepFrame,
  before: FormValues,
  options: FormOptions,
  ask: AskField,
): Promise<StepResult<FormValues>> {
  const page = new SharedPage(fields, before, options);
  const typed = page.typedField;
  for (;;) {
    const picked = await options.doors.steps.pick<Act>({
      frame,
      placeholder:
        typed === undefined
          ? t('Press Enter to go on, or choose what to change')
          : t('Press Enter to go on, type to fill in “{0}”, or choose', typed.title),
      rows: async (signal) => {
        await page.load(signal);
        return page.rows();
      },
      isCurrent: ({ kind }) => kind === 'done',
      stays: (act) => (page.change(act) ? page.rows() : undefined),
      ...(typed === undefined ? {} : { typed: (text) => page.typedRows(typed, text) }),
    });
    if (picked.kind !== 'value') return picked;
    const act = picked.value;
    // What was switched on may need an answer before it means anything.
    const asked = act.kind === 'ask' ? act.field : page.missing();
    if (asked === undefined) return { kind: 'value', value: page.answers() };
    const result = await ask(asked, page.values);
    if (result.kind === 'value') page.set(asked, result.value);
    else if (act.kind === 'switch') page.toggle(act);
    if (result.kind === 'value' && act.kind === 'done' && page.missing() === undefined) {
      return { kind: 'value', value: page.answers() };
    }
  }
}

class SharedPage {
  readonly #fields: readonly SharedField[];
  readonly #before: FormValues;
  readonly #options: FormOptions;
  readonly #choices = new Map<SharedField, readonly Choice[]>();
  values: FormValues;

  constructor(fields: readonly SharedField[], before: FormValues, options: FormOptions) {
    this.#fields = fields;
    this.#before = before;
    this.#options = options;
    this.values = before;
  }

  /** The text that is typed on the page itself. */
  get typedField(): TextField | undefined {
    return this.#fields.find(
      (field): field is TextField =>
        field.type === 'text' &&
        field.optional === true &&
        field.when === undefined &&
        field.suggestions === undefined &&
        field.verify === undefined,
    );
  }

  /** What stands on the page at first: only what can be chosen now. */
  async load(signal: AbortSignal): Promise<void> {
    if (this.#choices.size > 0) return;
    for (const field of this.#fields) {
      if (field.type === 'text') {
        const initial = this.values[field.id] ?? field.initial?.(this.values);
        if (initial !== undefined) this.set(field, initial);
        continue;
      }
      const choices = await choicesOf(field, this.#before, this.#options, signal);
      this.#choices.set(field, choices);
      const chosen = this.values[field.id] ?? recall(field, this.#options) ?? field.initial?.();
      const known = textsOf(chosen).filter((one) => choices.some(({ value }) => value === one));
      const [first = choices[0]?.value] = known;
      const value = field.many === true ? known : first;
      if (value !== undefined) this.set(field, value);
    }
  }

  rows(): readonly PickRow<Act>[] {
    return [this.#goOn(), ...this.#asked().flatMap((field) => this.#rowsOf(field))];
  }

  /** The row of what is typed; none on the way to the words of another row. */
  typedRows(field: TextField, typed: string): readonly PickRow<Act>[] {
    const text = (field.normalize ?? ((entered: string) => entered.trim()))(typed);
    const wanted = text.toLowerCase();
    if (wanted === '' || this.rows().some(({ label }) => label.toLowerCase().startsWith(wanted))) {
      return [];
    }
    const remark = judged(text, (one) => field.check?.(one, this.values));
    const value = { kind: 'type', field, text } as const;
    return remark?.severity === 'error'
      ? [{ icon: 'error', label: remarkText(remark), value, inert: true, alwaysShow: true }]
      : [{ icon: 'edit', label: field.title, description: text, value, alwaysShow: true }];
  }

  /** Does what needs no further answer; false where the person has to be asked, or goes on. */
  change(act: Act): boolean {
    if (act.kind === 'type') this.set(act.field, act.text);
    if (act.kind !== 'switch') return act.kind === 'type';
    const before = this.missing();
    this.toggle(act);
    const missing = this.missing();
    return missing === undefined || missing === before;
  }

  toggle({ field, choice }: { readonly field: ChoiceField; readonly choice: string }): void {
    const chosen = textsOf(this.values[field.id]);
    const values = (this.#choices.get(field) ?? []).map(({ value }) => value);
    this.set(
      field,
      values.filter((value) => chosen.includes(value) !== (value === choice)),
    );
  }

  set(field: SharedField, value: FormValue): void {
    this.values = { ...this.values, [field.id]: value };
    const asked = this.#asked();
    const gone = this.#fields.filter((one) => !asked.some(({ id }) => id === one.id));
    this.values = Object.fromEntries(
      Object.entries(this.values).filter(([id]) => !gone.some((one) => one.id === id)),
    );
  }

  /** What is still to be answered. */
  missing(): SharedField | undefined {
    return this.#asked().find(
      (field) =>
        field.type === 'text' && field.optional !== true && this.values[field.id] === undefined,
    );
  }

  /** The answers of the page; a text that nobody typed is empty. */
  answers(): FormValues {
    const asked = this.#asked();
    return Object.fromEntries(asked.map(({ id }) => [id, this.values[id] ?? '']));
  }

  #asked(): readonly SharedField[] {
    return this.#fields.filter(({ when }) => when?.(this.values) ?? true);
  }

  #goOn(): PickRow<Act> {
    const remark = this.#asked()
      .map((field) =>
        field.type === 'choice' && field.many === true
          ? field.check?.(textsOf(this.values[field.id]), this.values)
          : undefined,
      )
      .find((found) => found?.severity === 'error');
    const value = { kind: 'done' } as const;
    return remark === undefined
      ? { icon: 'check', label: t('Continue'), value }
      : { icon: 'error', label: remarkText(remark), value, inert: true, alwaysShow: true };
  }

  #rowsOf(field: SharedField): readonly PickRow<Act>[] {
    const answer = this.values[field.id];
    if (field.type === 'choice' && field.many === true) {
      return (this.#choices.get(field) ?? []).map(({ value: choice, label, detail }) => {
        const isOn = textsOf(answer).includes(choice);
        return {
          icon: isOn ? 'pass-filled' : 'circle-large-outline',
          label,
          description: isOn ? t('on') : t('off'),
          ...(detail === undefined ? {} : { detail }),
          value: { kind: 'switch', field, choice },
        };
      });
    }
    const [text = ''] = textsOf(answer);
    const label = this.#choices.get(field)?.find(({ value }) => value === text)?.label;
    return [
      {
        icon: 'edit',
        label: field.title,
        description: label ?? (text === '' ? t('none') : text),
        detail: field.prompt,
        value: { kind: 'ask', field },
      },
    ];
  }
}
