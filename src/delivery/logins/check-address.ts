import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { Secret } from '../../core/secret.ts';
import type { Ask } from '../docker/check.ts';

/** Whether an address takes a login, in a sentence. */
export interface AddressCheck {
  readonly state: 'accepted' | 'refused' | 'unknown';
  readonly message: string;
}

/**
 * Asks an address of a package registry without a login, and then with it, once. What everybody may
 * read proves nothing, so that nothing is sent there.
 *
 * @param user empty for a token that goes without a name
 */
export async function checkAddress(
  address: string,
  user: string,
  secret: Secret,
  ask: Ask,
  signal: AbortSignal,
): Promise<AddressCheck> {
  const { host } = new URL(address);
  try {
    const open = await ask(address, undefined, signal);
    if (![401, 403].includes(open.status)) {
      const message = t(
        '{0} asks for no login there ({1}), so nothing was sent.',
        host,
        open.status,
      );
      return { state: 'unknown', message };
    }
    const { status } = await ask(
      address,
      user === ''
        ? { scheme: 'bearer', token: secret }
        : { scheme: 'basic', user, password: secret },
      signal,
    );
    if (status < 300 || status === 404)
      return { state: 'accepted', message: t('{0} accepts it.', host) };
    return status === 401 || status === 403
      ? { state: 'refused', message: t('{0} refuses it ({1}).', host, status) }
      : { state: 'unknown', message: t('{0} did not say: it answered {1}.', host, status) };
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code === 'cancelled') throw error;
    return { state: 'unknown', message: error.message };
  }
}
