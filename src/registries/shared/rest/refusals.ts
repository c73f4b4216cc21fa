import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';

/** What a server said beside its refusal, in a sentence that names it; the words may be `''`. */
export const refusedWith = (host: string, words: string): string =>
  words === '' ? t('{0} refused this.', host) : t('{0} refused this: {1}', host, words);

/** The error for a 429. */
export function rateLimited(host: string, status: number): RegistryError {
  const message = t('{0} is getting too many requests at the moment. Try again soon.', host);
  return new RegistryError('rate-limited', message, { status });
}

/** The error for a 5xx; `words` are the server's own, or `''`. */
export function serverFault(host: string, status: number, words: string): RegistryError {
  const message =
    words === ''
      ? t('{0} reports a server error ({1}).', host, status)
      : t('{0} reports a server error ({1}): {2}', host, status, words);
  return new RegistryError('server', message, { status });
}
