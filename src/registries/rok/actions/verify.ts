import { t } from '../../../core/l10n.ts';
import { until } from '../../../core/lifetime.ts';
import type { TokenRecord, TokenSecrets } from '../../../core/token.ts';
import type { Detail } from '../../contract/item.ts';
import type { Verification } from '../../contract/registry.ts';
import { askAbout } from '../client/token-endpoint.ts';
import type { RokContext } from '../context.ts';
import type { TokenInfo } from '../wire/token-info.ts';
import { renewal } from './renewal.ts';

/** Asks the registry about a token. What it refuses is malformed or expired: it tells no more. */
export async function verify(
  context: RokContext,
  record: TokenRecord,
  { token }: TokenSecrets,
  signal: AbortSignal,
): Promise<Verification> {
  const verdict = await askAbout(context.connection, token, signal);
  const { host } = new URL(context.connection.account.url);
  if (verdict === 'unauthorized') {
    const renew = renewal(context, record);
    return {
      state: 'refused',
      message: unauthorized(host),
      details: [],
      ...(renew === undefined ? {} : { renew }),
    };
  }
  const { expiresAt } = verdict.accepted;
  return {
    state: 'accepted',
    message: t('{0} accepts the token.', host),
    details: detailsOf(verdict.accepted),
    ...(expiresAt === undefined ? {} : { lifetime: until(expiresAt) }),
  };
}

/**
 * What an *unauthorized* means, and the remedy that the vendor names (docs/registries/rok.md §1,
 * step 6).
 */
export const unauthorized = (host: string): string =>
  t('{0} answers “unauthorized”: the token is malformed or has expired. Issue a new one.', host);

function detailsOf({ uuid, createdAt, expiresAt, user }: TokenInfo): readonly Detail[] {
  return [
    ...(user === undefined ? [] : [{ label: t('User'), value: user }]),
    ...(createdAt === undefined ? [] : [{ label: t('Created'), value: { instant: createdAt } }]),
    ...(expiresAt === undefined ? [] : [{ label: t('Expires'), value: { instant: expiresAt } }]),
    ...(uuid === undefined ? [] : [{ label: t('Id'), value: uuid }]),
  ];
}
