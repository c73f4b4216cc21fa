import type { RecordedLine } from '../recording.ts';

/** A claim of an identity token; seconds from now, or a usual one that is left out. */
export type Claim = { readonly now: number } | { readonly absent: true } | string | number;

/** An identity token that a line mints before it is sent. */
export interface IdToken {
  readonly claims: Readonly<Record<string, Claim>>;
}

/** A line of a Quay's recording; `test/recordings/quay/README.md` says what its words stand for. */
export interface QuayLine extends RecordedLine {
  readonly bearer?: string;
  /** `user:password`. */
  readonly basic?: string;
  readonly json?: unknown;
  readonly body?: string;
  readonly idTokens?: readonly IdToken[];
  /** An expression that reduces the answer's body before it is compared. */
  readonly pick?: string;
  /** An expression that keeps something of the answer for later lines. */
  readonly save?: string;
}
