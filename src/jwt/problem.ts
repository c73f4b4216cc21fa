/** The part of a token a problem is in. */
export type Place = 'token' | 'header' | 'claims' | 'signature';

/** What is wrong with a token's form, whatever it says. */
export type Problem =
  | { readonly code: 'too-long'; readonly place: 'token'; readonly length: number }
  | { readonly code: 'parts' | 'recipients'; readonly place: 'token'; readonly count: number }
  | {
      readonly code: 'signatures';
      readonly place: 'token';
      readonly count: number;
      /** The one whose header is shown, from 0 on. */
      readonly index: number;
    }
  | {
      readonly code: 'character';
      readonly place: Place;
      readonly offset: number;
      readonly character: string;
    }
  | {
      readonly code:
        | 'length'
        | 'padding'
        | 'trailing-bits'
        | 'empty'
        | 'not-utf8'
        | 'too-deep'
        | 'part-long'
        | 'not-object'
        | 'detached'
        | 'disclosures-cut'
        | 'disclosures-many'
        | 'base64'
        | 'encrypted-parts'
        | 'signature-short'
        | 'signature-long'
        | 'signature-der'
        | 'signature-rsa';
      readonly place: Place;
    }
  | { readonly code: 'not-json'; readonly place: Place; readonly offset: number }
  | {
      readonly code: 'duplicates' | 'numbers' | 'unprotected' | 'extensions' | 'algorithm';
      readonly place: Place;
      readonly names: readonly string[];
    }
  | {
      readonly code: 'no-algorithm' | 'no-encryption' | 'critical' | 'unencoded';
      readonly place: 'header';
    }
  | DisclosureProblem
  /** No fault: the token was part of a login, perhaps of a user who can be named. */
  | { readonly code: 'login'; readonly place: 'token'; readonly userName: string | undefined }
  | {
      readonly code: 'time-type' | 'time-negative' | 'time-beyond' | 'time-zero';
      readonly place: 'claims';
      readonly name: string;
    }
  | {
      readonly code: 'time-milliseconds';
      readonly place: 'claims';
      readonly name: string;
      /** What it means in milliseconds. */
      readonly instant: number;
    };

/** What is wrong with what an SD-JWT discloses (RFC 9901 §7), found by code that is loaded for it. */
export interface DisclosureProblem {
  readonly place: 'disclosures';
  readonly code:
    | 'disclosure-unsigned'
    | 'disclosure-form'
    | 'disclosure-taken'
    | 'digest-algorithm'
    | 'digest-twice'
    | 'binding-form'
    | 'binding-hash';
  /** The problem in a sentence. */
  readonly text: string;
}
