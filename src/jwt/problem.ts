import { t } from '../core/l10n.ts';
import { visible } from '../core/visible.ts';

/** The part of a token a problem is in. */
export type Place = 'token' | 'header' | 'claims' | 'signature';

/** What is wrong with a token's form, whatever it says. */
export type Problem =
  | { readonly code: 'too-long'; readonly place: 'token'; readonly length: number }
  | { readonly code: 'parts' | 'signatures'; readonly place: 'token'; readonly count: number }
  | { readonly code: 'character'; readonly place: Place; readonly offset: number }
  | {
      readonly code:
        | 'length'
        | 'padding'
        | 'trailing-bits'
        | 'empty'
        | 'not-utf8'
        | 'too-deep'
        | 'not-object'
        | 'detached'
        | 'unprotected';
      readonly place: Place;
    }
  | { readonly code: 'not-json'; readonly place: Place; readonly offset: number }
  | { readonly code: 'duplicates' | 'numbers'; readonly place: Place; readonly names: string[] }
  | { readonly code: 'no-algorithm'; readonly place: 'header' }
  | { readonly code: 'critical'; readonly place: 'header' }
  | {
      readonly code: 'time-type' | 'time-fraction' | 'time-range' | 'time-milliseconds';
      readonly place: 'claims';
      readonly name: string;
    };

/** Says a problem in a sentence. */
export function problemText(problem: Problem): string {
  const place = placeName(problem.place);
  switch (problem.code) {
    case 'too-long':
      return t('The text has {0} characters: too many for a token.', problem.length);
    case 'parts':
      return t(
        'A signed token has 3 parts with dots between them, an encrypted one has 5; here it is {0}.',
        problem.count,
      );
    case 'character':
      return t(
        '{0} has a character at position {1} that base64url does not know.',
        place,
        problem.offset + 1,
      );
    case 'length':
      return t('{0} is cut off: base64url is never of this length.', place);
    case 'padding':
      return t('{0} is padded with “=”, which a token must not be.', place);
    case 'trailing-bits':
      return t('{0} ends in stray bits: the same token can be spelled in another way.', place);
    case 'empty':
      return t('{0} is empty.', place);
    case 'not-utf8':
      return t('{0} is not UTF-8 text.', place);
    case 'too-deep':
      return t('{0} is nested too deeply to be shown.', place);
    case 'not-object':
      return t('{0} is JSON, but not an object.', place);
    case 'detached':
      return t(
        '{0} is empty: either the token is incomplete, or its content travels apart.',
        place,
      );
    case 'unprotected':
      return t('{0} has members that the signature does not protect.', place);
    case 'signatures':
      return t('The token has {0} signatures; the first one’s header is shown.', problem.count);
    case 'not-json':
      return t('{0} is not JSON (from character {1} on).', place, problem.offset + 1);
    case 'duplicates':
      return t(
        '{0} has members twice, and programs differ in which one they read: {1}.',
        place,
        list(problem.names),
      );
    case 'numbers':
      return t(
        '{0} has numbers that programs cannot read exactly: {1}.',
        place,
        list(problem.names),
      );
    case 'no-algorithm':
      return t('The header does not say by which algorithm (“alg”) the token is signed.');
    case 'critical':
      return t('“crit” in the header is not a list of names of the header.');
    case 'time-type':
      return t('“{0}” is not a number, so it counts for nothing.', problem.name);
    case 'time-fraction':
      return t(
        '“{0}” is not a whole number of seconds; programs differ in reading it.',
        problem.name,
      );
    case 'time-range':
      return t('“{0}” is not a time between the years 1970 and 9999.', problem.name);
    case 'time-milliseconds':
      return t('“{0}” seems to be in milliseconds; tokens count in seconds.', problem.name);
  }
}

function placeName(place: Place): string {
  switch (place) {
    case 'token':
      return t('The token');
    case 'header':
      return t('The header');
    case 'claims':
      return t('The claims part');
    case 'signature':
      return t('The signature');
  }
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => visible(name, 40));
  return names.length > shown.length ? `${shown.join(', ')} …` : shown.join(', ');
}
