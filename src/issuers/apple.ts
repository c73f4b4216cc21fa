import { t } from '../core/l10n.ts';
import { issuerLanguage } from './language.ts';

/** ID tokens of Sign in with Apple. */
export const apple = issuerLanguage({
  name: 'Apple',
  meanings: {
    is_private_email: () => t('whether the e-mail address is one that forwards'),
    nonce_supported: () => t('whether the nonce must be compared'),
    real_user_status: () => t('how likely the user is a real person: unknown (1), likely (2)'),
    transfer_sub: () => t('the user’s id at the team that the app came from'),
  },
});
