import type { FormValues } from '../../registries/contract/form.ts';
import type { QuickInput } from '../doors/quick-input.ts';
import { externalStep, type ExternalStepOptions } from './external-step.ts';
import { findStep, type FindStepOptions } from './find-step.ts';
import { pickManyStep, pickStep, type PickStepOptions } from './pick-step.ts';
import { rowsStep, type RowsStepOptions } from './rows-step.ts';
import type { StepResult } from './step.ts';
import { textStep, type TextStepOptions } from './text-step.ts';

/** The steps that a wizard is made of: each asks one thing, and can be left or gone back from. */
export interface Steps {
  /** One choice out of a list. */
  pick<T>(options: PickStepOptions<T>): Promise<StepResult<T>>;
  /** Any number of choices out of a list. */
  pickMany<T>(options: PickStepOptions<T>): Promise<StepResult<readonly T[]>>;
  /** One among very many, by typing. */
  find<T>(options: FindStepOptions<T>): Promise<StepResult<T>>;
  /** One line of text, or a masked secret. */
  text(options: TextStepOptions): Promise<StepResult<string>>;
  /** A list that is made row by row. */
  rows(options: RowsStepOptions): Promise<StepResult<readonly string[]>>;
  /** Something that happens outside of the editor. */
  external(options: ExternalStepOptions): Promise<StepResult<FormValues>>;
}

/** Steps by lists and boxes to show them in. */
export const stepsBy = (input: QuickInput): Steps => ({
  pick: (options) => pickStep(options, input),
  pickMany: (options) => pickManyStep(options, input),
  find: (options) => findStep(options, input),
  text: (options) => textStep(options, input),
  rows: (options) => rowsStep(options, input),
  external: (options) => externalStep(options, input),
});
