import { t } from '../core/l10n.ts';
import { issuerLanguage } from './language.ts';

/** What a load balancer tells the service behind it of the user who signed in. */
export const loadBalancer = issuerLanguage({
  name: 'AWS Application Load Balancer',
  headers: {
    client: () => t('the program that the user signed in to'),
    exp: () => t('when it ends, in seconds since 1970'),
    iss: () => t('who told the load balancer of the user'),
    signer: () => t('the load balancer that signed it'),
  },
  meanings: {
    sub: () => t('the user at the identity provider'),
    username: () => t('the user’s name'),
  },
});
