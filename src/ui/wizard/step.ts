/** How a step of a wizard ended. */
export type StepResult<T> =
  | {
      readonly kind: 'value';
      readonly value: T;
      /** There was nothing else to choose, and nobody was asked: going back passes it by. */
      readonly unasked?: true;
    }
  | { readonly kind: 'back' }
  | { readonly kind: 'cancel' };

/** Where a step stands in its wizard. */
export interface StepFrame {
  readonly title: string;
  /** Counted from 1. */
  readonly step: number;
  readonly totalSteps: number;
}

export const back = { kind: 'back' } as const;
export const cancel = { kind: 'cancel' } as const;
