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
import { messageRow } from './drawn-row.ts';
import { choicesOf, type FormOptions, recall } from './form-options.ts';
import type { PickRow } from './pick-step.ts';
import { remarkText } from './rows-step.ts';
import type { StepFrame, StepResult } from './step.ts';
import { judged } from './text-step.ts';

export type SharedField = TextField | ChoiceField;

/** Asks a field of the page in a step of its own. */
type AskField = (
  field: SharedField,
  values: FormValues,
  options: FormOptions,
) => Promise<StepResult<FormValue>>;

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
  given: FormOptions,
  ask: AskField,
): Promise<StepResult<FormValues>> {
  const options = { ...given, labels: given.labels ?? new Map<string, string>() };
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
    const kept = page.values;
    // What was chosen may need answers before it means anything.
    let asked = act.kind === 'ask' ? act.field : page.missing();
    while (asked !== undefined) {
      const result = await ask(asked, page.values, options);
      if (result.kind !== 'value') break;
      page.set(asked, result.value);
      asked = page.missing();
    }
    if (asked === undefined) {
      if (act.kind === 'done') return { kind: 'value', value: page.answers() };
    } else {
      page.values = kept;
      if (act.kind === 'switch') page.toggle(act);
    }
  }
}

class SharedPage {
  readonly #fields: readonly SharedField[];
  #isLoaded = false;
  readonly #options: FormOptions & { readonly labels: ReadonlyMap<string, string> };
  readonly #choices = new Map<SharedField, readonly Choice[]>();
  values: FormValues;

  constructor(
    fields: readonly SharedField[],
    before: FormValues,
    options: FormOptions & { readonly labels: ReadonlyMap<string, string> },
  ) {
    this.#fields = fields;
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
    if (this.#isLoaded) return;
    for (const field of this.#fields) {
      if (field.type === 'text') {
        const initial = this.values[field.id] ?? field.initial?.(this.values);
        if (initial !== undefined) this.set(field, initial);
      } else if (field.folded !== true || this.#isAsked(field)) {
        await this.#loadChoices(field, signal);
      }
    }
    this.#isLoaded = true;
  }

  async #loadChoices(field: ChoiceField, signal: AbortSignal): Promise<void> {
    const choices = await choicesOf(field, this.values, this.#options, signal);
    this.#choices.set(field, choices);
    const chosen = this.values[field.id] ?? recall(field, this.#options) ?? field.initial?.();
    const known = textsOf(chosen).filter((one) => choices.some(({ value }) => value === one));
    const value = field.many === true ? known : known[0];
    if (value !== undefined && value.length > 0) this.set(field, value);
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
      ? [{ ...messageRow('error', remarkText(remark)), value, inert: true, alwaysShow: true }]
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
    const gone = new Set(this.#fields.filter((one) => !this.#isAsked(one)).map((one) => one.id));
    this.values = Object.fromEntries(Object.entries(this.values).filter(([id]) => !gone.has(id)));
  }

  /** What is still to be answered. */
  missing(): SharedField | undefined {
    return this.#asked().find((field) => {
      const value = this.values[field.id];
      if (field.type === 'text') return field.optional !== true && value === undefined;
      if (field.many !== true) return value === undefined;
      const isNone = textsOf(value).length === 0;
      return isNone && field.check?.([], this.values)?.severity === 'error';
    });
  }

  /** The answers of the page; what nobody answered is empty. */
  answers(): FormValues {
    return Object.fromEntries(
      this.#asked().map((field) => {
        const none = field.type === 'choice' && field.many === true ? [] : '';
        return [field.id, this.values[field.id] ?? none];
      }),
    );
  }

  #asked(): readonly SharedField[] {
    return this.#fields.filter((field) => this.#isAsked(field));
  }

  #isAsked({ when }: SharedField): boolean {
    return when?.(this.values) ?? true;
  }

  #goOn(): PickRow<Act> {
    // What nobody has chosen yet is asked for instead of being wrong.
    const remark = this.#asked()
      .map((field) => {
        const chosen = textsOf(this.values[field.id]);
        const isJudged = field.type === 'choice' && field.many === true && chosen.length > 0;
        return isJudged ? field.check?.(chosen, this.values) : undefined;
      })
      .find((found) => found?.severity === 'error');
    const value = { kind: 'done' } as const;
    return remark === undefined
      ? { icon: 'check', label: t('Continue'), value }
      : { ...messageRow('error', remarkText(remark)), value, inert: true, alwaysShow: true };
  }

  #rowsOf(field: SharedField): readonly PickRow<Act>[] {
    const answer = this.values[field.id];
    if (field.type === 'choice' && field.many === true && field.folded !== true) {
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
    const { labels } = this.#options;
    const words = textsOf(answer)
      .map((text) => labels.get(`${field.id} ${text}`) ?? text)
      .join(', ');
    return [
      {
        icon: 'edit',
        label: field.title,
        description: words === '' ? t('none') : words,
        detail: field.prompt,
        value: { kind: 'ask', field },
      },
    ];
  }
}
