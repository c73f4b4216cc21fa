import { t } from '../core/l10n.ts';
import { issuerLanguage, said } from './language.ts';

/** Tokens of people and of applications, versions 1 and 2. */
export const entra = issuerLanguage({
  name: 'Microsoft Entra',
  who: ({ name, preferred_username: login, upn, unique_name: unique, ...others }) => {
    const person = [name, login, upn, unique].map(said).find((text) => text !== undefined);
    const { app_displayname: title, appid, azp, idtyp } = others;
    if (person !== undefined || (idtyp !== 'app' && said(title) === undefined)) return person;
    const program = said(title) ?? said(appid) ?? said(azp);
    return program === undefined ? undefined : t('the application {0}', program);
  },
  meanings: {
    scp: () => t('what it may do for the user'),
    roles: () => t('roles in the application that it is for'),
    tfp: () => t('the policy that the user signed in by'),
    emails: () => t('the user’s e-mail addresses'),
    acct: () => t('whether the user is a member (0) or a guest (1)'),
    aio: () => t('internal; not to be relied on'),
    appid: () => t('the application that it was issued to'),
    appidacr: () =>
      t('how the application signed in: not at all (0), by secret (1), by certificate (2)'),
    app_displayname: () => t('the name of the application'),
    azpacr: () =>
      t('how the application signed in: not at all (0), by secret (1), by certificate (2)'),
    idp: () => t('where the user signed in'),
    idtyp: () => t('whether it acts as a user or as an application'),
    ipaddr: () => t('the address that the user signed in from'),
    oid: () => t('the id of the user or application in the tenant'),
    puid: () => t('internal; not to be relied on'),
    rh: () => t('internal; not to be relied on'),
    tid: () => t('the tenant'),
    unique_name: () => t('a name for the user, which may change'),
    upn: () => t('the user’s login name'),
    uti: () => t('internal; not to be relied on'),
    ver: () => t('the version of the token’s form'),
    wids: () => t('roles in the tenant, by id'),
    xms_mirid: () => t('the managed identity'),
  },
});
