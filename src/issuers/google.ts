import { t } from '../core/l10n.ts';
import { issuerLanguage } from './language.ts';

/** ID tokens of people and of service accounts. */
export const google = issuerLanguage({
  name: 'Google',
  meanings: {
    hd: () => t('the Workspace domain of the account'),
    google: () => t('the machine that it was issued to'),
    firebase: () => t('the Firebase project’s sign-in'),
    user_id: () => t('the id of the user'),
    azp: () => t('the program or service account that asked for it'),
  },
});
