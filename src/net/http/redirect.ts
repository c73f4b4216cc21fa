import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { WireReply } from './wire.ts';

/** How often a reading request is led on within its origin. */
export const mostRedirects = 5;

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Where a reply leads on to, or `undefined` when it is the answer itself. Only reading requests are
 * led on, and only within their origin: rejects everything else with `protocol`.
 */
export function redirectOf(reply: WireReply, from: URL, changes: boolean): URL | undefined {
  const location = reply.headers.get('location');
  if (!redirects.has(reply.status) || location === undefined) return undefined;
  const to = URL.parse(location, from.href);
  if (to === null) {
    throw new RegistryError(
      'protocol',
      t('{0} redirects to something that is not an address.', from.host),
    );
  }
  if (to.origin !== from.origin) {
    throw new RegistryError(
      'protocol',
      t(
        '{0} redirects to {1}, where nothing was sent. If that is the right address, change it in the account.',
        from.origin,
        originOf(to),
      ),
    );
  }
  if (changes) {
    throw new RegistryError(
      'protocol',
      t('{0} redirects a change to another path, where it was not sent.', from.host),
    );
  }
  to.username = '';
  to.password = '';
  to.hash = '';
  return to;
}

/** Of schemes other than http there is no origin to name. */
function originOf(url: URL): string {
  return url.origin === 'null' ? url.protocol : url.origin;
}
