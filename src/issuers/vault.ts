import { t } from '../core/l10n.ts';
import { issuerLanguage } from './language.ts';

/** Identity tokens. */
export const vault = issuerLanguage({
  name: 'HashiCorp Vault',
  meanings: {
    namespace: () => t('the namespace of the identity'),
    sub: () => t('the entity that it was issued to'),
  },
});
