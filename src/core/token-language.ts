import type { Lifetime } from './lifetime.ts';
import type { SecretShape } from './secret-shapes.ts';
import type { Values } from './values.ts';

/**
 * How the tokens of one maker look, and when their meaning is wanted. Kinds of registries have it in
 * `registries/<kind>/token-shapes.ts`, other issuers in `src/issuers`.
 */
export interface TokenShapes {
  /** What redaction masks, whether or not the secret is known. Read at start-up: keep it tiny. */
  readonly secrets: readonly SecretShape[];
  /** Forms of tokens that tell nothing of themselves; the first that fits counts. */
  readonly opaque: readonly OpaqueForm[];
  /** Whether a JWT is written in this language. */
  readonly speaks: (claims: Values, header: Values) => boolean;
}

/** Token shapes, and the way to what they mean. */
export interface TokenLanguageEntry extends TokenShapes {
  readonly load: () => Promise<TokenLanguage>;
}

/** A form by which an opaque token is recognized. */
export interface OpaqueForm {
  /** Unique among all languages. */
  readonly id: string;
  /** Matches the whole text. */
  readonly pattern: RegExp;
  /** Reads the end off the text, for those that carry it. */
  readonly lifetime?: (text: string) => Lifetime;
}

/** What an opaque token is by its form alone. */
export interface OpaqueMeaning {
  /** What it is, in a phrase that can begin a sentence. */
  readonly title: string;
  /** What is to be known of it, in a sentence. */
  readonly note: string;
  /** What follows from that, in a sentence. */
  readonly advice: string;
}

/** What a token may do: one right after the other, or the roles or groups that tell it elsewhere. */
type Allowed =
  | { readonly kind: 'rights'; readonly rights: readonly string[] }
  | { readonly kind: 'roles'; readonly roles: readonly string[] }
  | { readonly kind: 'groups'; readonly groups: readonly string[] };

/**
 * What the words of one maker's tokens mean. Pure; a stranger wrote the values, so every text that
 * comes back is free of control characters. `undefined` leaves a question to others.
 */
export interface TokenLanguage {
  /** Whom the token acts as. */
  readonly who?: (claims: Values) => string | undefined;
  /** What it may do. */
  readonly what?: (claims: Values) => Allowed | undefined;
  /** Whether it allows everything on some of what it names. */
  readonly allowsEverything?: (claims: Values) => boolean;
  /** What a claim says, by its name, and who defined it: `the run (GitHub Actions)`. */
  readonly meaning?: (name: string) => string | undefined;
  /** What a member of the header says, by its name. */
  readonly headerMeaning?: (name: string) => string | undefined;
  /** What the value of a claim says in words, one thing per line. */
  readonly lines?: (name: string, claims: Values) => readonly string[] | undefined;
  /** What an opaque token is, by the id of its form. */
  readonly opaque?: (id: string) => OpaqueMeaning | undefined;
}
