import type { IssuedToken } from './token.ts';

/** The ids from the account down to a row; `[]` is the account itself. */
export type ItemPath = readonly string[];

/** What an operation did: what to keep, what to forget, and which rows to read again. */
export interface Outcome {
  /** A whole sentence for the person. Never contains a secret. */
  readonly message: string;
  /** A token that came back; it is stored before anything is shown. */
  readonly issued?: IssuedToken;
  /** It is stored already; another window may have gone on from there. */
  readonly isKept?: boolean;
  /** Ids of token records (`TokenRecord.id`) that open no door any more. */
  readonly ended?: readonly string[];
  /** Rows below which every held token has ended; `[]` means all of the account. */
  readonly endedBelow?: readonly ItemPath[];
  /** The account's own sign-in has ended with it and cannot be renewed without the person. */
  readonly signInEnded?: boolean;
  /** Rows whose children have changed. */
  readonly changed: readonly ItemPath[];
  /** A row to select afterwards. */
  readonly reveal?: ItemPath;
  /** What of it was not done; it is told behind the rest, which stays as it is. */
  readonly unfinished?: Unfinished;
  /** A text to look at, to edit and to save where it belongs. Never contains a secret. */
  readonly document?: NewDocument;
}

/** An act of which a part was done. */
export interface Unfinished {
  /** What was not done, and why, in whole sentences. */
  readonly message: string;
  /** Does the rest. */
  readonly goOn: (signal: AbortSignal) => Promise<Outcome>;
  /** Takes back what was done. */
  readonly goBack: (signal: AbortSignal) => Promise<Outcome>;
}

/** A text that is shown as a new document, and stands in no file as yet. */
export interface NewDocument {
  /** The editor's id of the language it is in, such as `yaml`. */
  readonly language: string;
  readonly content: string;
}
