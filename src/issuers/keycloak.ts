import { isObject } from '../core/is-object.ts';
import { t } from '../core/l10n.ts';
import { memberOf, textsOf } from '../core/values.ts';
import { visible } from '../core/visible.ts';
import { issuerLanguage, said } from './language.ts';

const realmRoles = (claim: unknown): readonly string[] => textsOf(memberOf(claim, 'roles'));

/** `editor of shop`, role by role. */
const clientRoles = (claim: unknown): readonly string[] =>
  isObject(claim)
    ? Object.entries(claim).flatMap(([client, roles]) =>
        realmRoles(roles).map((role) => t('{0} of {1}', visible(role, 40), visible(client, 40))),
      )
    : [];

/** Tokens of realms. */
export const keycloak = issuerLanguage({
  name: 'Keycloak',
  who: ({ name, preferred_username: login, email }) => said(name) ?? said(login) ?? said(email),
  roles: ({ realm_access: realm, resource_access: clients }) => [
    ...realmRoles(realm),
    ...clientRoles(clients),
  ],
  meanings: {
    'allowed-origins': () => t('web origins that may use it'),
    realm_access: () => t('roles in the realm'),
    resource_access: () => t('roles at each client'),
    session_state: () => t('the session'),
    typ: () => t('what sort of token it is'),
  },
  lines: (name, claims) => {
    if (name === 'realm_access') return realmRoles(claims[name]).map((role) => visible(role, 80));
    return name === 'resource_access' ? clientRoles(claims[name]) : undefined;
  },
});
