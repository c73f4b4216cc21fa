import { t } from '../core/l10n.ts';
import { textsOf } from '../core/values.ts';
import { issuerLanguage, said } from './language.ts';

/** Tokens of user pools. */
export const cognito = issuerLanguage({
  name: 'Amazon Cognito',
  who: ({ email, 'cognito:username': login, username }) =>
    said(email) ?? said(login) ?? said(username),
  groups: (claims) => textsOf(claims['cognito:groups']),
  meanings: {
    'cognito:groups': () => t('groups of the user pool'),
    'cognito:roles': () => t('roles of AWS that the groups give'),
    'cognito:preferred_role': () => t('the role that counts where there are several'),
    'cognito:username': () => t('the user’s name in the pool'),
    event_id: () => t('the sign-in that it is from'),
    origin_jti: () => t('the id of the refresh token it goes back to'),
    token_use: () => t('whether it is an ID token (id) or an access token (access)'),
    username: () => t('the user’s name in the pool'),
    device_key: () => t('the device that the user signed in on'),
  },
});
