import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { HttpReply } from '../../../net/http/http.ts';
import type { Connection } from '../../contract/connection.ts';
import type { Remark } from '../../contract/form.ts';
import { JfrogApi } from '../client/api.ts';
import { notJfrog } from '../client/refusal.ts';

/**
 * Tells whether a JFrog platform answers at the account's address, without signing in. A ping says
 * nothing of credentials (docs/registries/jfrog.md §1.1). Rejects with `protocol` when something
 * else answers.
 */
export async function probe(
  connection: Connection,
  signal: AbortSignal,
): Promise<Remark | undefined> {
  const api = new JfrogApi(connection);
  const access = await api.fetch('/access/api/v1/system/ping', signal);
  if (isPong(access)) return undefined;
  const artifactory = await api.fetch('/artifactory/api/system/ping', signal);
  if (isPong(artifactory)) {
    return {
      severity: 'warning',
      message: t(
        '{0} lets Artifactory through, but not its Access service. From JFrog 7.21.1 on tokens cannot be managed over this address: usually it is the platform’s port 8082 that has both.',
        api.host,
      ),
    };
  }
  if (access.status >= 500) throw api.failure(access);
  if (access.status === 429) {
    throw new RegistryError('rate-limited', api.failure(access).message, { status: 429 });
  }
  throw notJfrog(api.host, access.status);
}

const isPong = ({ status, body }: Pick<HttpReply, 'status' | 'body'>): boolean =>
  status === 200 && body.says(/^\s*OK\s*$/);
