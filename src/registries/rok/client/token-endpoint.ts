import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import { Secret } from '../../../core/secret.ts';
import { joinUrl } from '../../../net/http/url.ts';
import type { Connection } from '../../contract/connection.ts';
import { WireError } from '../../shared/rest/wire.ts';
import { isUnauthorized, readTokenInfo, type TokenInfo } from '../wire/token-info.ts';

/** The registry's verdict on a token: it cannot tell a malformed one from an expired one. */
export type Verdict = { readonly accepted: TokenInfo } | 'unauthorized';

/**
 * Asks about a token that cannot be one: the registry refuses it, which is how it is known. Without
 * any, a gateway before it may redirect to its own sign-in.
 */
export const probe = (connection: Connection, signal: AbortSignal): Promise<Verdict> =>
  askAbout(connection, new Secret('registry-tokens-probe'), signal);

/**
 * Asks the registry about a token: `GET {base}/auth/v1/token` (docs/registries/rok.md §1, step 6).
 * Rejects with `protocol` when something else than a Rok registry answers.
 */
export async function askAbout(
  { http, account }: Connection,
  token: Secret,
  signal: AbortSignal,
): Promise<Verdict> {
  const url = joinUrl(account.url, ['auth', 'v1', 'token']);
  const host = new URL(url).host;
  const { status, body } = await http.send({
    method: 'GET',
    url,
    signal,
    authorization: { scheme: 'bearer', token },
  });
  if (status === 401 && body.read(isUnauthorized)) return 'unauthorized';
  if (status === 200) {
    try {
      return { accepted: body.read(readTokenInfo) };
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
    }
  }
  if (status === 429) {
    throw new RegistryError(
      'rate-limited',
      t('{0} is getting too many requests. Try again in a moment.', host),
    );
  }
  if (status >= 500) {
    const message = t('{0} reports a server error ({1}).', host, status);
    throw new RegistryError('server', message, { status });
  }
  throw new RegistryError(
    'protocol',
    t(
      '{0} answers (status {1}), but not as a Rok registry. Is the path of the address complete?',
      host,
      status,
    ),
    { status },
  );
}
