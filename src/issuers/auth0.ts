import { t } from '../core/l10n.ts';
import { textsOf } from '../core/values.ts';
import { issuerLanguage } from './language.ts';

/** Tokens of tenants. */
export const auth0 = issuerLanguage({
  name: 'Auth0',
  permissions: ({ permissions }) => textsOf(permissions),
  meanings: {
    gty: () => t('how it was asked for'),
    org_id: () => t('the organization'),
    org_name: () => t('the name of the organization'),
    permissions: () => t('what it may do'),
    nickname: () => t('the person’s short name'),
  },
});
