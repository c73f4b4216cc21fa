import type { Secret } from '../../core/secret.ts';
import type { Connection } from './connection.ts';

/** What a person entered: text, several choices, or a secret; by the field's id. */
export type FormValue = string | readonly string[] | Secret;
export type FormValues = Readonly<Record<string, FormValue>>;

/** Something to say about an entry. Only errors keep the person from going on. */
export interface Remark {
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

/** The connection for what was entered so far. */
export type Connect = () => Promise<Connection>;

interface FieldBase {
  readonly id: string;
  /** A short noun phrase: the title of the step. */
  readonly title: string;
  /** What is asked, in a sentence; it may say where to find the answer. */
  readonly prompt: string;
  /** Leaves the step out when it returns false. */
  readonly when?: (values: FormValues) => boolean;
  /**
   * Checks the entry with the server before the person may go on. The wizard shows progress, can
   * be cancelled, and keeps what was typed. Throws `RegistryError`; a `tls` error makes the wizard
   * offer to trust the certificate and then asks again.
   */
  readonly verify?: (
    values: FormValues,
    connection: Connection,
    signal: AbortSignal,
  ) => Promise<Remark | undefined>;
  /** The last answer is not offered again the next time; only choices and lifetimes ever are. */
  readonly forgets?: boolean;
  /** Part of the sign-in: asked again by Sign In Again, and never remembered. */
  readonly signIn?: boolean;
}

/** A field that need not have a page of its own. */
interface PageFieldBase extends FieldBase {
  /**
   * Title of one page for this field and those beside it that name the same title. Its first row
   * goes on with everything as it is; each of several choices is switched there, and a text is
   * typed there if it is the first that may be left empty.
   */
  readonly sharedPage?: string;
}

export interface TextField extends PageFieldBase {
  readonly type: 'text';
  readonly placeholder?: string;
  /** What stands in the box at first. */
  readonly initial?: (values: FormValues) => string | undefined;
  /** Cleans what was typed or pasted before it is checked and kept. */
  readonly normalize?: (text: string) => string;
  /** Judges while typing; without I/O. Receives the normalized text. */
  readonly check?: (text: string, values: FormValues) => Remark | undefined;
  /** An empty answer is allowed. */
  readonly optional?: boolean;
  /**
   * Answers to choose from while typing; anything else may still be typed. They are loaded when the
   * step is shown, and without them the step goes on.
   */
  readonly suggestions?: (
    values: FormValues,
    signal: AbortSignal,
    connect: Connect,
  ) => Promise<readonly Choice[]>;
}

export interface SecretField extends FieldBase {
  readonly type: 'secret';
  /** It is made or shown on `Kind.signInPage`, which can be opened beside the step. */
  readonly onPage?: true;
  readonly normalize?: (text: string) => string;
  readonly check?: (text: string, values: FormValues) => Remark | undefined;
}

export interface ChoiceField extends PageFieldBase {
  readonly type: 'choice';
  readonly choices: (
    values: FormValues,
    signal: AbortSignal,
    connect?: Connect,
  ) => readonly Choice[] | Promise<readonly Choice[]>;
  /** To choose is a consent: it is asked for even where there is one choice alone. */
  readonly consent?: true;
  /** Several may be chosen; the value is then a list. */
  readonly many?: boolean;
  /** On a shared page: one row with what is chosen, which is changed in a step of its own. */
  readonly folded?: true;
  /** What is chosen at first, unless something was chosen before. */
  readonly initial?: () => readonly string[];
  /**
   * What is learned of the choices once the first of them are shown, where several may be chosen:
   * they take the place of those with the same value, and the others follow. What fails is said
   * beside them.
   */
  readonly later?: (signal: AbortSignal) => Promise<readonly Choice[]>;
  /** Finds choices that the list lacks by what is typed, where several may be chosen. */
  readonly search?: (text: string, signal: AbortSignal) => Promise<readonly Choice[]>;
  /** Judges what was chosen where several may be. */
  readonly check?: (chosen: readonly string[], values: FormValues) => Remark | undefined;
  /** Answers kept under a name, offered below the choices: they fill other steps as well. */
  readonly presets?: Presets;
  /** A text of another tool that answers this and other steps. */
  readonly paste?: Paste;
}

/** Answers that a person kept under a name, or that a workspace's settings offer. */
interface Presets {
  /** Ids of the fields they fill, the choice itself included; none of them a secret. */
  readonly fields: readonly string[];
  /** Judges answers that come from settings; `undefined` when they can be used. */
  readonly check: (values: FormValues) => string | undefined;
  /** What they come to, in a few words. */
  readonly describe: (values: FormValues) => string;
}

export interface Paste {
  readonly label: string;
  readonly detail: string;
  readonly prompt: string;
  /** Reads the text: answers with something to say of them, or what is wrong with it. */
  readonly read: (
    text: string,
  ) => { readonly values: FormValues; readonly remark?: Remark } | Remark;
}

/** How one row of a list of rows reads. */
export interface RowText {
  /** What the row means, in a few words. */
  readonly sentence: string;
  /** The row as the registry writes it. */
  readonly notation: string;
  readonly remarks: readonly Remark[];
}

/** A list that the person makes row by row; its value is a list of texts, one for each. */
export interface RowsField extends FieldBase {
  readonly type: 'rows';
  /** What one row is called, for its own steps and for “Add …”. */
  readonly rowTitle: string;
  /** The steps that make a row. */
  readonly fields: readonly Field[];
  /** The row out of the answers of its steps, and the answers out of a row. */
  readonly write: (values: FormValues) => string;
  readonly read: (row: string) => FormValues;
  readonly describe: (row: string, values: FormValues) => RowText;
  /** Judges all rows together; an error keeps the person from going on. */
  readonly check?: (rows: readonly string[], values: FormValues) => Remark | undefined;
}

/** A lifetime; its value is whole seconds in decimal digits, or `never`. */
export interface LifetimeField extends FieldBase {
  readonly type: 'lifetime';
  readonly presets: readonly Choice[];
  /** Reads free text: the value, with what there is to say of it, or what is wrong with it. */
  readonly parse: (text: string) => { readonly value: string; readonly detail?: string } | Remark;
}

/** What an external step asks of the person while it waits. */
export interface ExternalStart {
  /** What to do, in a sentence. */
  readonly message: string;
  /** Page to open in the browser. */
  readonly url?: string;
  /** Short text that the page shows or asks for; the person compares. It opens no door. */
  readonly code?: string;
  /**
   * Resolves when it has happened, with values to add to the form's: secrets of the sign-in, say.
   * Rejects with `RegistryError`; with `cancelled` when aborted.
   */
  readonly finished: (signal: AbortSignal) => Promise<FormValues>;
}

/**
 * A step that happens outside of the form: a page in the browser, or an exchange with the server
 * whose result is part of the answers. It shows progress and can be cancelled or gone back from.
 */
export interface ExternalField extends FieldBase {
  readonly type: 'external';
  readonly start: (
    values: FormValues,
    connection: Connection,
    signal: AbortSignal,
  ) => Promise<ExternalStart>;
}

export type Field =
  TextField | SecretField | ChoiceField | LifetimeField | ExternalField | RowsField;

/** The steps of a wizard, in order. */
export interface Form {
  readonly title: string;
  readonly fields: readonly Field[];
}
