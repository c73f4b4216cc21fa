import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { HttpReply } from '../../../net/http/http.ts';
import type { Connection } from '../../contract/connection.ts';
import type { Remark } from '../../contract/form.ts';
import { rateLimited } from '../../shared/rest/refusals.ts';
import type { Reader } from '../../shared/rest/rest-client.ts';
import { objectIn } from '../../shared/rest/wire.ts';
import { QuayApi } from '../client/api.ts';
import { readConfig, readRoutes } from '../wire/config.ts';

/**
 * Tells whether a Quay answers at the account's address, without signing in. Rejects with
 * `protocol` when something else does; failures of the way there pass through.
 */
export async function probe(
  connection: Connection,
  signal: AbortSignal,
): Promise<Remark | undefined> {
  const api = new QuayApi(connection);
  const reply = await api.fetch('/config', signal);
  if (speaks(api, reply, readConfig)) {
    return api.read(reply, readConfig).readOnly
      ? { severity: 'info', message: t('{0} is read-only at the moment.', api.host) }
      : undefined;
  }
  // A proxy may let only the API or only the image registry through.
  const routes = await api.fetch('/api/v1/discovery', signal);
  if (speaks(api, routes, (json) => readRoutes(json).filter(isQuayRoute).length > 0)) return;
  if (isMirrorRegistry(routes)) {
    const message = t(
      '{0} is a mirror registry of Quay: it serves images, but has no API for robots and tokens.',
      api.host,
    );
    throw new RegistryError('protocol', message, { status: routes.status });
  }
  if (isQuayRegistry(await api.fetch('/v2/', signal))) return;
  throw notQuay(api.host, reply);
}

const isQuayRoute = (path: string) => path.startsWith('/api/v1/user/robots');

/** Whether a reply is a success that reads as it should; `false` counts as not. */
function speaks<T>(api: QuayApi, reply: HttpReply, read: Reader<T>): boolean {
  if (reply.status !== 200) return false;
  try {
    return api.read(reply, read) !== false;
  } catch (error) {
    if (error instanceof RegistryError) return false;
    throw error;
  }
}

/**
 * Other registries speak `/v2/`, too, but only Quay sends to `/v2/auth`
 * (docs/registries/quay.md §1.3).
 */
const isQuayRegistry = (reply: HttpReply): boolean =>
  reply.headers.get('docker-distribution-api-version') === 'registry/2.0' &&
  /realm="[^"]*\/v2\/auth"/.test(reply.headers.get('www-authenticate') ?? '');

/** Quay's mirror registry has no API, and says so in JSON (docs/registries/quay.md §8.1). */
const isMirrorRegistry = ({ status, body }: HttpReply): boolean =>
  status === 404 && body.read(objectIn)?.['error'] === 'not found';

function notQuay(host: string, reply: HttpReply): RegistryError {
  const { status } = reply;
  if (status === 429) return rateLimited(host, status);
  if (status >= 500) {
    const message = t('{0} reports a server error ({1}).', host, status);
    return new RegistryError('server', message, { status });
  }
  const isPage = reply.body.says(/^\s*</);
  const message = isPage
    ? t('{0} answers with a web page (status {1}), not as a Quay registry.', host, status)
    : t('{0} answers (status {1}), but not as a Quay registry.', host, status);
  return new RegistryError('protocol', message, { status });
}
