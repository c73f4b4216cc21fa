import type { Clock } from '../../core/clock.ts';
import type { RegistryError } from '../../core/errors.ts';
import { Secret } from '../../core/secret.ts';
import type { Connection } from '../../registries/contract/connection.ts';
import type {
  Choice,
  ChoiceField,
  Connect,
  Field,
  FormValue,
  FormValues,
} from '../../registries/contract/form.ts';
import type { Doors } from '../doors/doors.ts';
import type { Memory } from './memory.ts';

/** What a form needs to ask, to show that it is waiting, and to say what was saved. */
export type FormDoors = Pick<Doors, 'steps' | 'progress' | 'messages'>;

export interface FormOptions {
  readonly doors: FormDoors;
  /** What stands in the boxes at first. */
  readonly initial?: FormValues;
  /** Steps that the caller asks before and after the form's own, for the numbering. */
  readonly stepsBefore?: number;
  readonly stepsAfter?: number;
  /** Remembers choices and lifetimes (never secrets) under this name. */
  readonly remember?: { readonly memory: Memory; readonly name: string };
  /** With it, a lifetime that is typed is told with its end. */
  readonly clock?: Clock;
  /** The connection that the fields' `verify` works with, for what was entered so far. */
  readonly connection?: (values: FormValues) => Promise<Connection>;
  /** The page where secrets are made that say so, for what was entered so far. */
  readonly page?: (values: FormValues) => { readonly label: string; readonly url: string };
  /** Takes the labels of the choices that were shown, by field, a space and value. */
  readonly labels?: Map<string, string>;
  /**
   * An error during `verify` that a person can repair on the spot (an unknown certificate):
   * resolves with true when it was repaired and the check should be made again.
   */
  readonly repair?: (error: RegistryError) => Promise<boolean>;
}

/** Keeps the answers so far, this one included, as a preset: where the form knows presets. */
export type Save = (value: FormValue) => Promise<void>;

/** How a field gets at the connection for what was entered so far. */
export const connector =
  ({ connection }: FormOptions, values: FormValues): Connect =>
  async () => {
    if (connection === undefined) throw new TypeError('this form has no connection');
    return connection(values);
  };

/** The choices of a field. */
export async function choicesOf(
  field: ChoiceField,
  values: FormValues,
  options: FormOptions,
  signal: AbortSignal,
): Promise<readonly Choice[]> {
  const choices = await field.choices(values, signal, connector(options, values));
  for (const { value, label } of choices) options.labels?.set(`${field.id} ${value}`, label);
  return choices;
}

const rememberable = (field: Field) =>
  (field.type === 'choice' || field.type === 'lifetime') &&
  field.signIn !== true &&
  field.forgets !== true;

export function recall(field: Field, options: FormOptions): FormValue | undefined {
  if (options.remember === undefined || !rememberable(field)) return undefined;
  return options.remember.memory.recall(`${options.remember.name}.${field.id}`);
}

export async function remember(
  field: Field,
  value: FormValue | undefined,
  options: FormOptions,
): Promise<void> {
  if (options.remember === undefined || !rememberable(field)) return;
  if (value === undefined || value instanceof Secret) return;
  await options.remember.memory.remember(`${options.remember.name}.${field.id}`, value);
}
