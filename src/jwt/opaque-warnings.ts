import { t } from '../core/l10n.ts';
import type { Opaque } from './decoded.ts';
import type { Warning } from './warnings.ts';

/** What is known of an opaque token by its form; of one without a form nothing is. */
export function opaqueWarnings({ shape }: Opaque): Warning[] {
  switch (shape) {
    case undefined:
      return [];
    case 'quay-robot':
      return note(
        t('A robot’s token does not end by itself; it ends when a new one is made.'),
        t('It goes with the robot’s name as user name, such as acme+ci.'),
      );
    case 'quay-app':
      return note(
        t('An app token acts as its user at the image registry, and nowhere else.'),
        t('It goes with $app as user name.'),
      );
    case 'quay-api':
      return note(
        t('It opens the API, with the scopes that it was made with.'),
        t('Only the server knows its user and its scopes.'),
      );
    case 'jfrog-reference':
      return note(
        t('It stands for a token that its server keeps; of that, only the end can be read.'),
        t('Only the server knows its user and its rights.'),
      );
    case 'jfrog-api-key':
      return note(
        t('An API key has all rights of its user and does not end by itself.'),
        t('Prefer access tokens, which have a scope and an end.'),
      );
    case 'uuid':
      return note(
        t('If it is a refresh token, it renews one access token, once.'),
        t('Only the server knows which one.'),
      );
    case 'drp':
      return note(
        t('Its claims and its end are encrypted with a key that only its server has.'),
        t(
          'A token of the account’s tree has its end beside it; of a pasted one nobody else knows.',
        ),
      );
  }
}

const note = (message: string, advice: string): Warning[] => [
  { code: 'opaque', severity: 'info', message, advice },
];
