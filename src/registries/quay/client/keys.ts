import { t } from '../../../core/l10n.ts';
import { joinUrl } from '../../../net/http/url.ts';
import { type KeySource, skewOf } from '../../contract/key-source.ts';
import { array, object } from '../../shared/rest/wire.ts';
import type { QuayContext } from '../context.ts';

/** The service that Quay signs as unless its administrator has named another. */
const usual = 'quay';

/**
 * The keys with which this Quay signs: one per running instance, replaced every hour, so they are
 * read anew each time (docs/registries/quay.md §1.3). Anybody may read them; no sign-in is sent.
 *
 * @param issuer of the token: where an administrator has named another service, it tells its name
 *   (docs/registries/quay.md §8.1)
 */
export async function keys(
  { api, connection }: QuayContext,
  issuer: string | undefined,
  signal: AbortSignal,
): Promise<KeySource> {
  const service = issuer !== undefined && /^[A-Za-z0-9][\w.-]{0,63}$/.test(issuer) ? issuer : usual;
  const reply = await api.fetch(joinUrl('', ['keys', 'services', service, 'keys']), signal);
  const skew = skewOf(reply, connection.clock.now());
  if (reply.status !== 200) {
    throw api.failure(reply, { missing: () => t('{0} does not publish its keys.', api.host) });
  }
  return {
    keys: api.read(reply, (json) => ({ keys: array(object(json, 'body')['keys'], 'keys') })),
    origin: t('the key service of {0}', api.host),
    ...(skew === undefined ? {} : { skew }),
  };
}
