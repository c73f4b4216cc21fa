import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { IssuedToken } from '../../core/token.ts';
import type { Services } from '../services.ts';
import type { TokenTarget } from './pick/token-target.ts';
import { toRegistryError } from './to-registry-error.ts';

/**
 * The secrets of a token with its record. A row that the registry can read again is read from
 * there, since the token may have been regenerated elsewhere; when the registry cannot be reached,
 * the held secret has to do. Rejects with `RegistryError`.
 */
export async function obtain(
  { record, account, item }: TokenTarget,
  { sessions, vault, log, progress }: Services,
): Promise<IssuedToken> {
  const held = await vault.tokens.secrets(record.id);
  if (account !== undefined && item?.can.includes('fetch') === true) {
    try {
      const registry = await sessions.registry(account);
      const current = await progress(t('Reading the token of {0}…', record.label), (signal) =>
        registry.fetch(item, signal),
      );
      // What is held must not stay behind what the registry says.
      if (held !== undefined && !held.token.equals(current.secrets.token)) {
        await vault.tokens.replace(held.token, current);
      }
      return current;
    } catch (error) {
      const { code } = toRegistryError(error);
      const offline = code === 'unreachable' || code === 'timeout' || code === 'proxy';
      if (!offline || held === undefined) throw error;
      log.warn(
        t('{0} cannot be reached: the kept token of {1} is used.', account.label, record.label),
      );
    }
  }
  if (held === undefined) {
    throw new RegistryError(
      'not-found',
      t('The secret of {0} is not kept on this machine.', record.label),
    );
  }
  return { record, secrets: held };
}
