import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { isNull, rewriteMissing, type Check } from './check.ts';
import { refusedToStore, type Login } from './helper.ts';

/**
 * Why `docker login` failed, in a sentence that names the cause. Docker's own words tell most of
 * it; where they only say "unauthorized", the own check of the login knows more.
 *
 * @param words what docker wrote
 * @param check the own try, `undefined` when there was none
 */
export function explainFailure(
  words: string,
  login: Login,
  check: Check | undefined,
): RegistryError {
  const { host, secret } = login;
  const says = (code: 'tls' | 'not-authorized' | 'unreachable' | 'unsupported', message: string) =>
    new RegistryError(code, message, { repair: null });
  const missing = /exec: "docker-credential-([A-Za-z0-9._-]+)".*not found/i.exec(words)?.[1];
  if (missing !== undefined) {
    return says(
      'unsupported',
      t(
        'Docker’s configuration names the credential helper “{0}”, but docker-credential-{0} is not on the PATH.',
        missing,
      ),
    );
  }
  if (/storing credentials/i.test(words)) {
    return refusedToStore(/wincred/i.test(words) ? 'wincred' : t('of Docker'), secret, words);
  }
  if (/x509|certificate|tls: /i.test(words)) {
    return says(
      'tls',
      t(
        'Docker does not trust the certificate of {0}. It has a trust of its own: put the authority’s certificate in /etc/docker/certs.d/{0}/ca.crt (Docker Desktop: in the trust store of the system) and restart Docker.',
        host,
      ),
    );
  }
  if (isNull(words)) return says('unsupported', messageOf(rewriteMissing(host)));
  if (check !== undefined && check.state !== 'accepted' && check.cause !== 'foreign-realm') {
    const code = check.state === 'refused' ? 'not-authorized' : 'unreachable';
    return says(code, check.message);
  }
  if (/no such host|connection refused|i\/o timeout|network is unreachable/i.test(words)) {
    return says('unreachable', t('Docker cannot reach {0}: {1}', host, lastLine(words)));
  }
  if (/unauthorized|incorrect username or password|denied/i.test(words)) {
    return says('not-authorized', t('{0} refused the login: {1}', host, lastLine(words)));
  }
  return says('unsupported', t('docker login failed: {0}', lastLine(words)));
}

const messageOf = (check: Check): string => ('message' in check ? check.message : '');

/** Warnings come first; the error is what stands last. */
const lastLine = (words: string): string =>
  words
    .trim()
    .split(/[\r\n]+/)
    .at(-1)
    ?.slice(0, 300) ?? '';
