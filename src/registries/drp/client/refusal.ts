import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { HttpReply } from '../../../net/http/http.ts';
import { rateLimited, refusedWith, serverFault } from '../../shared/rest/refusals.ts';
import { authFault, readErrorBody } from './error-body.ts';

/** What a refusal means for one call, in whole sentences. */
export interface CallMeaning {
  /** What is not there, or may not be read: the server does not tell the two apart. */
  readonly missing?: () => string;
  /** What the right is for that is missing. */
  readonly forbidden?: (right: string) => string;
}

/** The error for a reply of the API that is not a success (docs/registries/drp.md §5). */
export function failure(reply: HttpReply, host: string, meaning: CallMeaning = {}): RegistryError {
  const { status } = reply;
  const fault = authFault(reply);
  if (fault !== undefined) return refusedSignIn(reply, host, meaning);
  const body = readErrorBody(reply);
  const words = body.messages.join(' ');
  const details = { status };
  if (status === 429) return rateLimited(host, status);
  if (status >= 500) return serverFault(host, status, words);
  if (status === 404 && (body.shape === 'absent' || body.messages.includes('No route'))) {
    return new RegistryError('unsupported', t('This version of DRP cannot do that.'), details);
  }
  if (body.shape !== 'error') return notDrp(host, status);
  switch (status) {
    case 404:
      return new RegistryError(
        'not-found',
        meaning.missing?.() ?? refusedWith(host, words),
        details,
      );
    case 409:
      return new RegistryError('conflict', refusedWith(host, words), details);
    default:
      return new RegistryError('invalid-input', refusedWith(host, words), details);
  }
}

function refusedSignIn(reply: HttpReply, host: string, meaning: CallMeaning): RegistryError {
  const { status } = reply;
  const fault = authFault(reply);
  switch (fault?.kind) {
    case 'right': {
      const message =
        meaning.forbidden?.(fault.right) ??
        t('Your sign-in at {0} lacks the right “{1}”.', host, fault.right);
      return new RegistryError('forbidden', message, { status, repair: 'sign-in' });
    }
    case 'license':
      return new RegistryError('unsupported', refusedWith(host, fault.words), { status });
    case 'revoked':
      return new RegistryError(
        'sign-in-expired',
        t(
          'The sign-in at {0} was revoked: the secret of its user has changed. Sign in again.',
          host,
        ),
        { status },
      );
    case 'bare':
      return new RegistryError(
        'forbidden',
        t(
          '{0} refused the token: it lacks a right for that, or was revoked. DRP before 3.9 does not say which.',
          host,
        ),
        { status, repair: 'sign-in' },
      );
    case 'unknown':
    case undefined:
      return new RegistryError(
        'sign-in-expired',
        t('{0} refused the sign-in: it is wrong, has expired, or belongs to another server.', host),
        { status },
      );
  }
}

/** A page where data should be: a proxy, another product, a wrong port. */
export function notDrp(host: string, status: number): RegistryError {
  const message = t(
    '{0} answers (status {1}), but not as the API of Digital Rebar does. Check the address; its port is usually 8092.',
    host,
    status,
  );
  return new RegistryError('protocol', message, { status });
}
