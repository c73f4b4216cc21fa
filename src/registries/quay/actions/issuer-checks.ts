import { t } from '../../../core/l10n.ts';
import type { Remark } from '../../contract/form.ts';

/** Judges an issuer's address: the server keeps nearly anything and fails at the exchange. */
export function checkIssuer(issuer: string): Remark | undefined {
  const url = URL.parse(issuer);
  if (url === null || !/^https?:\/\/[^/]/.test(issuer)) {
    return error(t('An issuer is an address that begins with https://.'));
  }
  if (url.username !== '' || url.password !== '') {
    return error(t('An issuer has no user name and password in its address.'));
  }
  if (/\/\.well-known(\/|$)/.test(url.pathname)) {
    return error(t('Leave out /.well-known and what follows: the registry adds it.'));
  }
  if (url.search !== '' || url.hash !== '') {
    return error(t('An issuer has no query and no fragment in its address.'));
  }
  return url.protocol === 'http:'
    ? warning(t('Quay stores an http:// issuer, but refuses to exchange its tokens.'))
    : undefined;
}

/** Subjects are compared as they are. */
export function checkSubject(subject: string): Remark | undefined {
  return subject.includes('*')
    ? warning(t('Quay knows no wildcards: the subject must be exactly this, star and all.'))
    : undefined;
}

const error = (message: string): Remark => ({ severity: 'error', message });
const warning = (message: string): Remark => ({ severity: 'warning', message });
