import { t } from '../../../core/l10n.ts';
import { type Lifetime, until } from '../../../core/lifetime.ts';
import type { Secret } from '../../../core/secret.ts';
import type { TokenRecord } from '../../../core/token.ts';
import { claimedBy } from '../../../jwt/of-secret.ts';
import { enumerate } from '../claims/explain.ts';
import { tokenPath } from '../paths.ts';
import { notation } from './command.ts';
import type { Narrowing } from './probe.ts';
import type { Rights } from './request.ts';

export interface Issued {
  readonly accountId: string;
  readonly user: string;
  /** A name of ours: the server gives tokens none. */
  readonly id: string;
  readonly rights: Rights;
  readonly seconds: number;
  /** Milliseconds since the epoch, read before the request: the server tells no end. */
  readonly issuedAt: number;
  /** `undefined` for a token that was not to be narrowed. */
  readonly narrowing: Narrowing | undefined;
  /** What may be said besides of what was granted. */
  readonly granted?: string;
  readonly token: Secret;
}

/** The record of a token: what was asked, what was granted as far as it can be known, its end. */
export function record(issued: Issued): TokenRecord {
  const { accountId, user, id, rights, narrowing } = issued;
  const caution = cautionOf(issued);
  return {
    id: `${accountId}/token:${user}:${id}`,
    accountId,
    type: 'user',
    label: label(rights),
    subject: user,
    scope: [...notation(rights), granted(narrowing, issued.granted)],
    issuedAt: issued.issuedAt,
    lifetime: lifetimeOf(issued),
    path: tokenPath(user, id),
    unlisted: true,
    ...(caution === undefined ? {} : { caution }),
  };
}

/** A token that tells its end is believed; most are opaque. */
function lifetimeOf({ token, issuedAt, seconds }: Issued): Lifetime {
  const claimed = claimedBy(token).lifetime;
  return claimed.kind === 'until' ? claimed : until(issuedAt + seconds * 1000);
}

function label(rights: Rights): string {
  switch (rights.kind) {
    case 'everything':
      return t('Everything');
    case 'roles':
      return t('Roles {0}', enumerate(rights.roles));
    case 'new-role':
      return t('Role {0}', rights.name);
    case 'claims': {
      const [first] = rights.claims;
      const text = first === undefined ? '' : `${first.scope} ${first.action} ${first.specific}`;
      return rights.claims.length < 2
        ? text
        : t('{0} and {1} more', text, rights.claims.length - 1);
    }
  }
}

function granted(narrowing: Narrowing | undefined, known: string | undefined): string {
  switch (narrowing?.kind) {
    case undefined:
      return t('granted: {0}', known ?? t('everything the user may do'));
    case 'verified':
      return t('granted: narrowed, as the server’s refusal of other rights shows');
    case 'ignored':
      return t('granted: NOT narrowed, full rights');
    case 'dead':
      return t('granted: nothing, the server refuses the token');
    case 'unverified':
      return t('granted: narrowing not verified, since {0}', narrowing.why);
  }
}

/** What must be known before the token is handed out. */
function cautionOf({ narrowing, user }: Issued): string | undefined {
  switch (narrowing?.kind) {
    case 'ignored':
      return t(
        'This token is NOT narrowed: the server ignored what was asked for, and the token may do everything {0} may do.',
        user,
      );
    case 'dead':
      return t('The server that issued this token refuses it: it grants no access.');
    case 'verified':
    case 'unverified':
    case undefined:
      return undefined;
  }
}
