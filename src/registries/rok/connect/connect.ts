import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Connection } from '../../contract/connection.ts';
import type { Connected } from '../../contract/registry.ts';
import { probe } from '../client/token-endpoint.ts';
import { rokContext } from '../context.ts';
import { learned } from './options.ts';

/**
 * Checks address and pod: the registry has to refuse what is no token, and the pod has to
 * know the account. Nothing is created.
 */
export async function connect(connection: Connection, signal: AbortSignal): Promise<Connected> {
  const { directory, options } = rokContext(connection);
  const [verdict, account] = await Promise.all([
    probe(connection, signal),
    directory.find(options.user, signal),
  ]);
  const { host } = new URL(connection.account.url);
  if (verdict !== 'unauthorized') {
    throw new RegistryError(
      'protocol',
      t('{0} accepts anything as a token: that is not a Rok registry.', host),
    );
  }
  const { userName, uuid } = account;
  return {
    userName,
    label: `${userName}@${host}`,
    options: { [learned.uuid]: uuid },
    remarks: [],
  };
}
