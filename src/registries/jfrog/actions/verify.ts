import { isObject } from '../../../core/is-object.ts';
import { t } from '../../../core/l10n.ts';
import { type Lifetime, neverEnds, until } from '../../../core/lifetime.ts';
import type { TokenRecord, TokenSecrets } from '../../../core/token.ts';
import type { HttpReply } from '../../../net/http/http.ts';
import type { Verification } from '../../contract/registry.ts';
import { lines } from '../../shared/details.ts';
import { readErrorBody } from '../client/error-body.ts';
import { isOwn } from '../client/facts.ts';
import { refusedToken } from '../client/refusal.ts';
import { checkSignature } from '../client/signature.ts';
import { generationOf, type JfrogContext } from '../context.ts';
import { claimOf } from '../wire/created.ts';
import { readTokenItem } from '../wire/token.ts';

/**
 * Asks the platform about a token, with that token: whether it counts, and until when; and checks
 * its signature where the account may read the root certificate. A good signature alone does not
 * tell that a token was not revoked (docs/registries/jfrog.md §3.1).
 */
export async function verify(
  context: JfrogContext,
  record: TokenRecord,
  { token }: TokenSecrets,
  signal: AbortSignal,
): Promise<Verification> {
  const { api } = context;
  const facts = await context.facts.get(signal);
  const { proof } = generationOf(context, facts);
  const signature = await checkSignature(token, facts.certificate, proof.unsigned);
  const signatureLine = [t('Signature'), signature.message] as const;
  const answer = (
    state: Verification['state'],
    message: string,
    more: Partial<Verification> = {},
  ): Verification => ({ state, message, details: lines(signatureLine), ...more });

  if (record.type === 'pairing') {
    return answer('unknown', t('A pairing token works once: asking about it would use it up.'));
  }
  const issuer = claimOf(token, 'iss');
  if (!isOwn(facts, issuer)) {
    return answer(
      'unknown',
      t('Another platform issued this token ({0}): only that one can tell its state.', issuer),
    );
  }
  const bearer = { scheme: 'bearer', token } as const;
  for (const path of proof.paths) {
    const reply = await api.fetch(path, signal, bearer);
    const isLast = path === proof.paths.at(-1);
    if (reply.status === 401) {
      const body = readErrorBody(reply);
      // Access before 7.68 refuses tokens for other services, which take them (docs/registries/jfrog.md §9).
      if (!isLast && /\baudience\b/i.test(body.words)) continue;
      return answer('refused', refusedToken(body, api.host));
    }
    if (reply.status === 200) {
      const accepted = t('{0} accepts the token of {1}.', api.host, record.subject);
      const lifetime = lifetimeIn(context, reply);
      return answer(
        'accepted',
        [accepted, proof.remark?.()].filter(Boolean).join(' '),
        lifetime === undefined ? {} : { lifetime },
      );
    }
    if (isLast) throw api.failure(reply);
  }
  throw new TypeError('there is nobody to ask');
}

/** The end of the token as the platform tells it; Artifactory does not. */
function lifetimeIn({ api }: JfrogContext, reply: HttpReply): Lifetime | undefined {
  return api.read(reply, (json) => {
    if (!isObject(json) || !('token_id' in json)) return undefined;
    const { expiry } = readTokenItem(json);
    return expiry === undefined ? neverEnds : until(api.localTime(expiry));
  });
}
