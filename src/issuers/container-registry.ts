import { t } from '../core/l10n.ts';
import { memberOf, textOf, textsOf } from '../core/values.ts';
import { issuerLanguage } from './language.ts';

/** `pull acme/web`; the members of its access are written with capitals. */
const accessText = (entry: unknown): string =>
  [textsOf(memberOf(entry, 'Actions')).join(', '), textOf(memberOf(entry, 'Name')) ?? ''].join(' ');

/** Tokens of Azure Container Registry: a refresh token is the password of a login. */
export const containerRegistry = issuerLanguage({
  name: 'Azure Container Registry',
  permissions: ({ permissions, access }) => [
    ...textsOf(memberOf(permissions, 'actions')),
    ...(Array.isArray(access) ? access.map(accessText) : []),
  ],
  meanings: {
    grant_type: () =>
      t('whether it is a refresh token, the password of a login, or an access token'),
    permissions: () => t('what it may do'),
    tenant: () => t('the tenant'),
    oid: () => t('the id of the user or application in the tenant'),
  },
});
