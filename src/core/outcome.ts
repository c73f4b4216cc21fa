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
  /** A text to look at, to edit and to save where it belongs. Never contains a secret. */
  readonly document?: NewDocument;
}

/** A text that is shown as a new document, and stands in no file as yet. */
export interface NewDocument {
  /** The editor's id of the language it is in, such as `yaml`. */
  readonly language: string;
  readonly content: string;
}
