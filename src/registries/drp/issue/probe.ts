import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Secret } from '../../../core/secret.ts';
import { type Claim, wildcard } from '../claims/claim.ts';
import { allows } from '../claims/contains.ts';
import { authFault } from '../client/error-body.ts';
import type { DrpContext } from '../context.ts';
import { narrowingOffer } from '../wire/info.ts';
import { type IssueFacts, listsObjects } from './facts.ts';

/** What a new token turned out to be, beside what was asked (docs/registries/drp.md §2.3). */
export type Narrowing =
  /** The token was refused what only a full one may do. */
  | { readonly kind: 'verified' }
  /** The token may do what was not asked for: the server did not narrow it. */
  | { readonly kind: 'ignored' }
  /** The server does not take its own token. */
  | { readonly kind: 'dead' }
  /** Nobody can tell; `why` is a sentence. */
  | { readonly kind: 'unverified'; readonly why: string };

/**
 * Tries a new token on `GET /objects`, the one harmless question that is refused without its right
 * instead of being answered with nothing. Never rejects: the token is there and must be kept.
 *
 * @param asked the claims it was limited to; `undefined` when the claims of a role are not known
 */
export async function probe(
  context: DrpContext,
  facts: IssueFacts,
  token: Secret,
  asked: readonly Claim[] | undefined,
  signal: AbortSignal,
): Promise<Narrowing> {
  if (asked === undefined) {
    return unverified(t('what the roles allow cannot be read with this sign-in.'));
  }
  const question = questionFor(facts, asked);
  if (question === undefined) {
    return unverified(t('the right by which it could be tested was itself asked for.'));
  }
  try {
    const reply = await context.client.ask(token, question, signal);
    if (reply.status === 200) return { kind: 'ignored' };
    switch (authFault(reply)?.kind) {
      case 'bare':
        // Only before 3.9, where nothing limits the user, and the token is too new to be revoked.
        return { kind: 'verified' };
      case 'right':
        return (await couldListObjects(context, facts, signal)) === true
          ? { kind: 'verified' }
          : unverified(
              t(
                '{0} may not be allowed to list objects at all, so a refusal proves nothing.',
                facts.user.name,
              ),
            );
      case 'unknown':
      case 'revoked':
        return { kind: 'dead' };
      case 'license':
      case undefined:
        return unverified(
          t('{0} gave no clear answer (status {1}).', context.api.host, reply.status),
        );
    }
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return unverified(error.message);
  }
}

/** A question that is refused without its right, and whose right was not asked for. */
function questionFor(
  { info }: IssueFacts,
  asked: readonly Claim[],
): 'objects' | 'info' | 'machines' | 'users' | undefined {
  if (narrowingOffer(info) === 'one-triplet') {
    return (['info', 'machines', 'users'] as const).find(
      (scope) => !asked.some((claim) => claim.scope === scope || claim.scope === wildcard),
    );
  }
  return allows(asked, 'objects', 'list', '', info.catalog) ? undefined : 'objects';
}

/** Whether a refusal proves anything: only if the user could have listed objects. */
async function couldListObjects(
  context: DrpContext,
  facts: IssueFacts,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  const known = listsObjects(facts);
  if (known !== undefined) return known;
  return facts.user.name === context.connection.account.userName
    ? context.client.mayListObjects(signal)
    : undefined;
}

const unverified = (why: string): Narrowing => ({ kind: 'unverified', why });
