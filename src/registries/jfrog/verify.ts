import { t } from '../../core/l10n.ts';
import { never, until } from '../../core/lifetime.ts';
import type { TokenRecord, TokenSecrets } from '../../core/token.ts';
import type { HttpReply } from '../../net/http.ts';
import type { Verification } from '../registry.ts';
import type { JfrogContext } from './context.ts';
import { isOwn } from './facts.ts';
import { claimOf } from './wire/created.ts';
import { checkSignature } from './signature.ts';
import { refusedToken } from './transport/failure.ts';
import { readErrorBody } from './transport/error-body.ts';
import { readTokenItem } from './wire/token.ts';
import { lines } from './rows/words.ts';

/**
 * Asks the platform about a token, with that token: whether it counts, and until when; and checks
 * its signature where the account may read the root certificate. A good signature alone does not
 * tell that a token was not revoked (contract §3.1).
 */
export async function verify(
  context: JfrogContext,
  record: TokenRecord,
  { token }: TokenSecrets,
  signal: AbortSignal,
): Promise<Verification> {
  const { api } = context;
  const facts = await context.facts.get(signal);
  const signature = await checkSignature(token, facts.certificate);
  const signatureLine = [t('Signature'), signature.message] as const;
  const answer = (
    state: Verification['state'],
    message: string,
    more: Partial<Verification> = {},
  ): Verification => ({ state, message, details: lines(signatureLine), ...more });

  if (record.type === 'pairing') {
    return answer('unknown', t('A pairing token is good once: asking about it would spend it.'));
  }
  const issuer = claimOf(token, 'iss');
  if (!isOwn(facts, issuer)) {
    return answer(
      'unknown',
      t('Another platform issued this token ({0}): only that one can tell its state.', issuer),
    );
  }
  const bearer = { scheme: 'bearer', token } as const;
  const me = await api.fetch('/access/api/v1/tokens/me', signal, bearer);
  if (me.status === 200) {
    const item = api.read(me, readTokenItem);
    return answer('accepted', t('{0} accepts the token of {1}.', api.host, record.subject), {
      lifetime: item.expiry === undefined ? never : until(api.localTime(item.expiry)),
    });
  }
  if (me.status === 401) return answer('refused', refused(me, api.host));
  // Older servers do not know `/me`, and newer ones not every token by it: Artifactory does.
  const version = await api.fetch('/artifactory/api/system/version', signal, bearer);
  if (version.status === 200) {
    return answer('accepted', t('{0} accepts the token of {1}.', api.host, record.subject));
  }
  if (version.status === 401) return answer('refused', refused(version, api.host));
  throw api.failure(version);
}

const refused = (reply: HttpReply, host: string): string =>
  refusedToken(readErrorBody(reply), host);
