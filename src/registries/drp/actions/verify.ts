import { t } from '../../../core/l10n.ts';
import type { TokenRecord, TokenSecrets } from '../../../core/token.ts';
import type { Verification } from '../../contract/registry.ts';
import type { DrpContext } from '../context.ts';
import { authFault } from '../client/error-body.ts';
import { failure } from '../client/refusal.ts';

/**
 * Asks the server about a token: `GET /info`, which every token of a user may do
 * (docs/registries/drp.md §5).
 */
export async function verify(
  { api, client, connection }: DrpContext,
  record: TokenRecord,
  { token }: TokenSecrets,
  signal: AbortSignal,
): Promise<Verification> {
  const reply = await client.ask(token, 'info', signal);
  const fault = authFault(reply);
  const refused = (reason: string): Verification => ({
    state: 'refused',
    message: t('{0} refuses the token: {1}', api.host, reason),
    details: [],
  });
  switch (fault?.kind) {
    case 'unknown': {
      const { lifetime } = record;
      const hasEnded = lifetime.kind === 'until' && lifetime.at <= connection.clock.now();
      return refused(
        hasEnded
          ? t('it has expired.')
          : t('it has expired, is not of this server, or is no token at all.'),
      );
    }
    case 'revoked':
      return refused(
        t('it was revoked by a new secret of {0} or of who issued it.', record.subject),
      );
    case 'license':
    case 'right':
    case 'bare':
      break;
    case undefined:
      if (reply.status !== 200) throw failure(reply, api.host);
  }
  const objects = await client.ask(token, 'objects', signal);
  return {
    state: 'accepted',
    message: t('{0} accepts the token of {1}.', api.host, record.subject),
    details: [
      {
        label: t('May list object types'),
        value: objects.status === 200 ? t('yes') : t('no, so it is narrowed or its user may not'),
      },
    ],
    lifetime: record.lifetime,
  };
}
