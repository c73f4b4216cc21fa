import { t } from '../../../core/l10n.ts';
import type { TokenRecord, TokenSecrets } from '../../../core/token.ts';
import type { Detail } from '../../contract/item.ts';
import type { Verification } from '../../contract/registry.ts';
import { readErrorBody } from '../client/error-body.ts';
import { livenessOf } from '../client/liveness.ts';
import type { DrpContext } from '../context.ts';

/**
 * Asks the server whether a token is alive, by a question that needs no right
 * (docs/registries/drp.md §8): `GET /info` is refused to a live token that lacks it.
 */
export async function verify(
  context: DrpContext,
  record: TokenRecord,
  { token }: TokenSecrets,
  signal: AbortSignal,
): Promise<Verification> {
  const { api, client, connection } = context;
  const refused = (reason: string): Verification => ({
    state: 'refused',
    message: t('{0} refuses the token: {1}', api.host, reason),
    details: [],
  });
  const reply = await client.knowsUser(record.subject, signal, token);
  switch (livenessOf(reply)) {
    case 'ended': {
      const { lifetime } = record;
      const hasEnded = lifetime.kind === 'until' && lifetime.at <= connection.clock.now();
      return refused(
        hasEnded
          ? t('it has expired.')
          : t('it has expired, is not of this server, or is not a token at all.'),
      );
    }
    case 'revoked':
      return refused(
        t('it was revoked by a new secret of {0} or of who issued it.', record.subject),
      );
    case undefined:
      throw api.failure(reply);
    case 'alive':
      return accepted(context, record, token, signal);
  }
}

async function accepted(
  { api, client }: DrpContext,
  record: TokenRecord,
  token: TokenSecrets['token'],
  signal: AbortSignal,
): Promise<Verification> {
  const objects = await client.ask(token, 'objects', signal);
  if (objects.status === 404 && readErrorBody(objects).shape === 'absent') {
    // Before 3.9 a revoked token answers like a living one, until a right is asked for.
    const info = await client.ask(token, 'info', signal);
    if (info.status === 403) {
      return {
        state: 'unknown',
        message: t(
          '{0} does not say whether the token of {1} was revoked or only lacks rights: DRP before 3.9 answers both alike.',
          api.host,
          record.subject,
        ),
        details: [],
      };
    }
  }
  return {
    state: 'accepted',
    message: t('{0} accepts the token of {1}.', api.host, record.subject),
    details: listsObjects(objects.status),
    lifetime: record.lifetime,
  };
}

/** Only servers from 3.13 on have the route. */
function listsObjects(status: number): readonly Detail[] {
  if (status !== 200 && status !== 403) return [];
  return [{ label: t('May list object types'), value: status === 200 ? t('yes') : t('no') }];
}
