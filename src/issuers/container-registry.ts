import { t } from '../core/l10n.ts';
import { memberOf, textsOf } from '../core/values.ts';
import { issuerLanguage } from './language.ts';

/** Tokens of Azure Container Registry: a refresh token is the password of a login. */
export const containerRegistry = issuerLanguage({
  name: 'Azure Container Registry',
  permissions: ({ permissions }) => textsOf(memberOf(permissions, 'actions')),
  meanings: {
    grant_type: () =>
      t('whether it is a refresh token, the password of a login, or an access token'),
    permissions: () => t('what it may do'),
    tenant: () => t('the tenant'),
    oid: () => t('the id of the user or application in the tenant'),
  },
});
