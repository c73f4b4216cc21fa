import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { HttpReply } from '../../../net/http/http.ts';
import { rateLimited, refusedWith, serverFault } from '../../shared/rest/refusals.ts';
import { type ErrorBody, readErrorBody } from './error-body.ts';

/** What a refusal means for one call, in whole sentences. */
export interface CallMeaning {
  readonly forbidden?: () => string;
  /** What is not there (any more). */
  readonly missing?: () => string;
}

/** The error for a reply that is not a success (docs/registries/jfrog.md §2.0). */
export function failure(reply: HttpReply, host: string, meaning: CallMeaning = {}): RegistryError {
  const { status } = reply;
  const body = readErrorBody(reply);
  const details = { status };
  switch (status) {
    case 400:
      return body.shape === 'page'
        ? notJfrog(host, status)
        : new RegistryError('invalid-input', quoted(host, body), details);
    case 401:
      return body.shape === 'page' && looksLikePage(reply)
        ? notJfrog(host, status)
        : new RegistryError(
            // The sign-in may be good all the same.
            takesNoPassword(body) ? 'unsupported' : 'sign-in-expired',
            refusedToken(body, host),
            details,
          );
    case 403:
      return new RegistryError('forbidden', meaning.forbidden?.() ?? forbidden(host, body), {
        ...details,
        repair: 'sign-in',
      });
    case 404:
      return body.shape === 'page'
        ? notJfrog(host, status)
        : new RegistryError('not-found', meaning.missing?.() ?? quoted(host, body), details);
    case 409:
      return new RegistryError('conflict', quoted(host, body), details);
    case 429:
      return rateLimited(host, status);
    default:
      return status >= 500
        ? serverFault(host, status, body.words)
        : new RegistryError('protocol', quoted(host, body), details);
  }
}

/**
 * Why a token did not count; the server's words are many, the causes few
 * (docs/registries/jfrog.md §2.0).
 */
export function refusedToken({ words }: Pick<ErrorBody, 'words'>, host: string): string {
  if (/expired/i.test(words)) return t('{0} refused the token: it has expired.', host);
  if (/revoked/i.test(words)) return t('{0} refused the token: it was revoked.', host);
  if (/signature/i.test(words)) {
    return t(
      '{0} refused the token: its signature is not of this platform. It was changed, or issued elsewhere.',
      host,
    );
  }
  if (/failed verification: audience/i.test(words)) {
    return t('{0} refused the token: its audience does not include Artifactory (“jfrt@*”).', host);
  }
  if (/audience/i.test(words)) {
    return t(
      '{0} refused the token: its audience does not include the platform’s Access service (“jfac@*” or “*@*”), so it cannot manage tokens.',
      host,
    );
  }
  if (/wrong username/i.test(words)) {
    return t('{0} refused the user name: it is not the one the token belongs to.', host);
  }
  if (takesNoPassword({ words })) {
    return t(
      '{0} accepts no user name and password here: its administrator has not switched on “Enable Token Generation via API”, or your password is managed elsewhere (SAML, LDAP, MFA).',
      host,
    );
  }
  return t('{0} refused the sign-in: it is wrong, has expired or was revoked.', host);
}

/** A password that did not count; the server does not say why. */
export const refusedPassword = (host: string): RegistryError =>
  new RegistryError(
    'sign-in-expired',
    t('{0} refused it: user name or password is wrong, or not JFrog’s own (SAML).', host),
    { status: 401 },
  );

/** A page where data should be: a login page in front, another product, a wrong path. */
export function notJfrog(host: string, status: number): RegistryError {
  const message = t(
    '{0} answered with something else (status {1}) where JFrog’s API should be. Check the address: it is the platform’s, and may need a path before “/artifactory”.',
    host,
    status,
  );
  return new RegistryError('protocol', message, { status });
}

const takesNoPassword = ({ words }: Pick<ErrorBody, 'words'>): boolean =>
  /unsupported authentication method/i.test(words);

const looksLikePage = ({ body }: HttpReply): boolean => body.says(/^\s*</);

const quoted = (host: string, { words }: Pick<ErrorBody, 'words'>): string =>
  refusedWith(host, words);

/** “Forbidden” and the like say no more than the status. */
const forbidden = (host: string, { words }: ErrorBody): string =>
  words === '' || /forbidden/i.test(words)
    ? t('{0} does not allow this to your sign-in.', host)
    : refusedWith(host, words);
