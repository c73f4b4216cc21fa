import { t } from '../core/l10n.ts';
import { issuerLanguage } from './language.ts';

/** Tokens of authorization servers. */
export const okta = issuerLanguage({
  name: 'Okta',
  meanings: {
    cid: () => t('the program it was issued to'),
    idp: () => t('where the user signed in'),
    scp: () => t('what it may do'),
    uid: () => t('the id of the user'),
    ver: () => t('the version of the token’s form'),
  },
});
