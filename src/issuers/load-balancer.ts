import { t } from '../core/l10n.ts';
import { issuerLanguage } from './language.ts';

/** What a load balancer tells the service behind it of the user who signed in. */
export const loadBalancer = issuerLanguage({
  name: 'AWS Application Load Balancer',
  meanings: {
    sub: () => t('the user at the identity provider'),
    username: () => t('the user’s name'),
  },
});
