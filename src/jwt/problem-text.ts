import { formatInstant } from '../core/instant.ts';
import { t } from '../core/l10n.ts';
import { visible } from '../core/visible.ts';
import { longestDisclosed, mostDisclosures, mostParts } from './limits.ts';
import type { Place, Problem } from './problem.ts';

/** Says a problem in a sentence. */
export function problemText(problem: Problem): string {
  if (problem.place === 'disclosures') return problem.text;
  const place = placeName(problem.place);
  switch (problem.code) {
    case 'too-long':
      return t('The text has {0} characters: too many for a token.', problem.length);
    case 'parts':
      if (problem.count > mostParts) {
        return t(
          'A signed token has 3 parts with dots between them, an encrypted one has 5; here it is more than {0}.',
          mostParts,
        );
      }
      return t(
        'A signed token has 3 parts with dots between them, an encrypted one has 5; here it is {0}.',
        problem.count,
      );
    case 'character':
      return t(
        '{0} has {1} at position {2}, which does not belong there.',
        place,
        characterName(problem.character),
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
    case 'part-long':
      return t('{0} is too long to be shown.', place);
    case 'not-object':
      return t('{0} is JSON, but not an object.', place);
    case 'detached':
      return t(
        '{0} is empty: either the token is incomplete, or its content travels apart.',
        place,
      );
    case 'unprotected':
      return t(
        '{0} has members that are not protected against changes: {1}.',
        place,
        list(problem.names),
      );
    case 'signatures':
      return t(
        'The token has {0} signatures; the header of number {1} is shown. Verify Signature lets you choose.',
        problem.count,
        problem.index + 1,
      );
    case 'recipients':
      return t(
        'The token is encrypted for {0} recipients; the header for the first is shown.',
        problem.count,
      );
    case 'disclosures-cut':
      return t('The token was cut off: its disclosures end with “~” or with a key binding.');
    case 'disclosures-many':
      return t(
        'The token discloses more than {0} claims, or more than {1} characters: not all are read.',
        mostDisclosures,
        longestDisclosed,
      );
    case 'unencoded':
      return t(
        'The header has “b64”, but “crit” does not name it: programs differ in what is signed.',
      );
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
    case 'extensions':
      return t(
        'The header demands that readers understand: {0}. This one does not.',
        list(problem.names),
      );
    case 'algorithm':
      return t('“{0}” is not an algorithm that the standards allow here.', list(problem.names));
    case 'no-algorithm':
      return t('The header does not say by which algorithm (“alg”) the token is signed.');
    case 'no-encryption':
      return t('The token has five parts, as an encrypted one, but does not say how (“enc”).');
    case 'critical':
      return t('“crit” in the header is not a list of names of the header.');
    case 'base64':
      return t(
        'The text was base64 of a token, as in a Kubernetes Secret; the token inside is shown.',
      );
    case 'login':
      return problem.userName === undefined
        ? t('The text was a basic login; the token in it is shown.')
        : t(
            'The text was a basic login of {0}; the token in it is shown.',
            visible(problem.userName, 80),
          );
    case 'encrypted-parts':
      return t('The header is one of an encrypted token, which has 5 parts; here it is 3.');
    case 'signature-short':
      return t('The signature is shorter than its algorithm makes it: it may have been cut off.');
    case 'signature-rsa':
      return t(
        'The signature is shorter than a key of 2048 bits makes it: it was cut off, or the key is too weak.',
      );
    case 'signature-long':
      return t('The signature is longer than its algorithm makes it.');
    case 'signature-der':
      return t('The signature seems to be in DER form; a token has the two bare numbers instead.');
    case 'time-type':
      return t(
        '“{0}” is not a number. Most libraries refuse such a token; some ignore the claim.',
        problem.name,
      );
    case 'time-negative':
      return t('“{0}” is before 1970. Libraries read it as a time long past.', problem.name);
    case 'time-zero':
      return t(
        '“{0}” is 0: most libraries read it as the year 1970, and some as no time at all.',
        problem.name,
      );
    case 'time-beyond':
      return t(
        '“{0}” is beyond the year 9999. Libraries read it as a time that never comes, or refuse the token.',
        problem.name,
      );
    case 'time-milliseconds':
      return t(
        '“{0}” seems to be in milliseconds ({1}). Libraries read it as seconds: a time beyond the year 9999.',
        problem.name,
        formatInstant(problem.instant).utc,
      );
  }
}

/** A character that nobody would see by its number, any other as it is. */
function characterName(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const isVisible = /^[^\p{C}\p{Z}]$/u.test(character);
  return isVisible
    ? t('“{0}”', character)
    : t('the character U+{0}', code.toString(16).toUpperCase().padStart(4, '0'));
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
