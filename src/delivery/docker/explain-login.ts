import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { excerpt, type OutsideText } from '../../core/outside-text.ts';
import { type Check, isNull, rewriteMissing } from './check.ts';
import { type Login, refusedToStore } from './helper.ts';

/**
 * Why `docker login` failed, in a sentence that names the cause. Docker's own words tell most of
 * it; where they only say "unauthorized", the own check of the login knows more.
 *
 * @param words what docker wrote: warnings come first, the error stands last
 * @param check the own try, `undefined` when there was none
 */
export function explainFailure(
  words: OutsideText,
  login: Login,
  check: Check | undefined,
): RegistryError {
  const { host, secret } = login;
  const says = (code: 'tls' | 'not-authorized' | 'unreachable' | 'unsupported', message: string) =>
    new RegistryError(code, message, { repair: null });
  const missing = /exec: "docker-credential-([A-Za-z0-9._-]+)".{0,200}not found/i.exec(
    words.redacted(),
  )?.[1];
  if (missing !== undefined) {
    return says(
      'unsupported',
      t(
        'Docker’s configuration names the credential helper “{0}”, but docker-credential-{0} is not on the PATH.',
        missing,
      ),
    );
  }
  if (words.says(/storing credentials/i)) {
    return refusedToStore(words.says(/wincred/i) ? 'wincred' : t('of Docker'), secret, words);
  }
  if (words.says(/x509|certificate|tls: /i)) {
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
  if (words.says(/no such host|connection refused|i\/o timeout|network is unreachable/i)) {
    return says(
      'unreachable',
      t('Docker cannot reach {0}: {1}', host, excerpt(words, 300, 'last-line')),
    );
  }
  if (words.says(/unauthorized|incorrect username or password|denied/i)) {
    return says(
      'not-authorized',
      t('{0} refused the login: {1}', host, excerpt(words, 300, 'last-line')),
    );
  }
  return says('unsupported', t('docker login failed: {0}', excerpt(words, 300, 'last-line')));
}

const messageOf = (check: Check): string => ('message' in check ? check.message : '');
