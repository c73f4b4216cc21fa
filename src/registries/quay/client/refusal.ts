import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { HttpReply } from '../../../net/http/http.ts';
import { rateLimited, refusedWith, serverFault } from '../../shared/rest/refusals.ts';
import { type ErrorBody, readErrorBody } from './error-body.ts';

/** What a refusal means for one call, in whole sentences. */
export interface CallMeaning {
  /** Which scope or role is missing (docs/registries/quay.md §1.2). */
  readonly forbidden?: (refusal: ErrorBody) => string;
  /** What is not there (any more). */
  readonly missing?: () => string;
  /** Why the route may not exist: an older server, a feature that is switched off. */
  readonly absent?: () => string;
}

/**
 * The error for a reply of the REST API that is not a success (docs/registries/quay.md §2.0).
 * `meaning` tells apart what looks the same on the wire.
 */
export function failure(reply: HttpReply, host: string, meaning: CallMeaning = {}): RegistryError {
  const { status } = reply;
  const body = readErrorBody(reply);
  const details = { status };
  switch (status) {
    case 400:
      return badRequest(body, host, meaning, status);
    case 401:
      return body.shape === 'page' ? notQuay(host, status) : refusedSignIn(body, host, status);
    case 403:
      if (isCsrf(body)) return refusedSignIn(body, host, status);
      if (body.shape === 'page') return absent(host, meaning, status);
      return new RegistryError('forbidden', meaning.forbidden?.(body) ?? quoted(host, body), {
        ...details,
        repair: 'sign-in',
      });
    case 404:
      return body.shape === 'page'
        ? absent(host, meaning, status)
        : new RegistryError('not-found', missing(body, host, meaning), details);
    case 405:
      return absent(host, meaning, status);
    case 409:
      return new RegistryError('conflict', quoted(host, body), details);
    case 429:
      return rateLimited(host, status);
    default:
      if (body.isReadOnly) return readOnly(host, status);
      return status >= 500 ? serverFault(host, status, body.words) : refused(body, host, status);
  }
}

function badRequest(
  body: ErrorBody,
  host: string,
  meaning: CallMeaning,
  status: number,
): RegistryError {
  if (body.shape === 'page') return notQuay(host, status);
  const { words } = body;
  const details = { status };
  const isMissing =
    /^could not find robot|does not exist|^invalid username|does not (?:have permission for repo|belong to team)/i;
  if (isMissing.test(words)) {
    return new RegistryError('not-found', missing(body, host, meaning), details);
  }
  if (/^existing robot/i.test(words)) {
    return new RegistryError('conflict', t('A robot of this name exists already.'), details);
  }
  if (/robot accounts? have been disabled/i.test(words)) {
    return new RegistryError('unsupported', robotsDisallowed(host), details);
  }
  if (/used by a mirror/i.test(words)) {
    const message = t(
      'The robot mirrors a repository. Take it out of the mirror’s configuration first.',
    );
    return new RegistryError('conflict', message, details);
  }
  return new RegistryError('invalid-input', quoted(host, body), details);
}

export const robotsDisallowed = (host: string): string =>
  t('The administrator of {0} has switched robots off: none can be created.', host);

/**
 * The two ways in which the server says that a bearer did not count (docs/registries/quay.md §1.1).
 */
const isCsrf = (body: ErrorBody): boolean => /\bCSRF\b/.test(body.words);

function refusedSignIn(body: ErrorBody, host: string, status: number): RegistryError {
  if (body.type === 'fresh_login_required') {
    const message = t('{0} asks for a new sign-in for this.', host);
    return new RegistryError('sign-in-expired', message, { status });
  }
  const message = t(
    '{0} refused the API token: it is wrong, has expired or was revoked. Sign in again with a new one.',
    host,
  );
  return new RegistryError('sign-in-expired', message, { status });
}

const missing = (body: ErrorBody, host: string, meaning: CallMeaning): string =>
  meaning.missing?.() ?? quoted(host, body);

function absent(host: string, meaning: CallMeaning, status: number): RegistryError {
  return meaning.absent === undefined
    ? notQuay(host, status)
    : new RegistryError('unsupported', meaning.absent(), { status });
}

/** A page where data should be: a login page in front, another product, a wrong path. */
export function notQuay(host: string, status: number): RegistryError {
  const message = t(
    '{0} answered with a web page (status {1}) where Quay’s API should be. Check the address.',
    host,
    status,
  );
  return new RegistryError('protocol', message, { status });
}

function readOnly(host: string, status: number): RegistryError {
  const message = t('{0} is read-only at the moment and accepts no changes.', host);
  return new RegistryError('read-only', message, { status });
}

/** Statuses that the contract does not know. */
function refused(body: ErrorBody, host: string, status: number): RegistryError {
  if (body.shape === 'page') return notQuay(host, status);
  return new RegistryError('protocol', quoted(host, body), { status });
}

const quoted = (host: string, { words }: ErrorBody): string => refusedWith(host, words);
