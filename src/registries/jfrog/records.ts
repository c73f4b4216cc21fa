import { t } from '../../core/l10n.ts';
import { type Lifetime, neverEnds, until } from '../../core/lifetime.ts';
import type { IssuedToken, TokenRecord } from '../../core/token.ts';
import { claimedBy } from '../../jwt/of-secret.ts';
import { sameUser, userNameOf } from './actions/subject.ts';
import type { Facts } from './client/facts.ts';
import type { Generation } from './generations/generation.ts';
import { minePath, pairingPath, tokenPath, userPath, usersPath } from './paths.ts';
import type { JfrogPorts } from './ports.ts';
import { splitScope } from './scope.ts';
import { claimOf, type Created } from './wire/created.ts';
import type { TokenItem } from './wire/token.ts';

/** `TokenRecord.type` of everything that JFrog hands out. */
export type JfrogTokenType = 'access' | 'pairing';

export const accessRecordId = (accountId: string, id: string): string =>
  `${accountId}/access:${id}`;

/** The record of a token that the server lists. */
export function listedRecord(
  { api, connection }: JfrogPorts,
  facts: Facts,
  item: TokenItem,
): TokenRecord {
  const userName = userNameOf(item.subject);
  const isMine = sameUser(userName, facts.userName);
  return {
    id: accessRecordId(connection.account.id, item.id),
    accountId: connection.account.id,
    type: 'access' satisfies JfrogTokenType,
    label: labelOf(item.description, userName, item.id),
    subject: userName,
    loginName: userName,
    registryHost: api.host,
    scope: item.scope === undefined ? [] : splitScope(item.scope),
    issuedAt: api.localTime(item.issuedAt),
    lifetime: item.expiry === undefined ? neverEnds : until(api.localTime(item.expiry)),
    path: tokenPath(isMine ? minePath : userPath(userName), item.id),
  };
}

/** A description need not say anything; the beginning of the id tells two apart then. */
const labelOf = (description: string, userName: string, id: string): string =>
  description.trim() === '' ? `${userName} ${id.slice(0, 8)}` : description.trim();

/** A token that was just made, from the reply and from what the JWT in it says of itself. */
export function createdToken(
  ports: JfrogPorts,
  generation: Generation,
  facts: Facts,
  created: Created,
  {
    description,
    forceRevocable,
  }: { readonly description: string; readonly forceRevocable: boolean },
): IssuedToken {
  const { api, connection } = ports;
  const { secrets } = created;
  const userName = userNameOf(claimOf(secrets.token, 'sub')) || facts.userName;
  const { issuedAt } = claimedBy(secrets.token);
  const lifetime = lifetimeOf(ports, created);
  const { listed } = generation.fate(facts, {
    seconds: created.expiresIn,
    refreshable: secrets.refresh !== undefined,
    forceRevocable,
  });
  const isMine = sameUser(userName, facts.userName);
  // Nobody else's row exists for certain: the server may list no token of that user.
  const group = isMine ? minePath : listed ? userPath(userName) : usersPath;
  return {
    record: {
      id: accessRecordId(connection.account.id, created.id),
      accountId: connection.account.id,
      type: 'access' satisfies JfrogTokenType,
      label: labelOf(description, userName, created.id),
      subject: userName,
      loginName: userName,
      registryHost: api.host,
      scope: splitScope(created.scope),
      issuedAt: issuedAt === undefined ? connection.clock.now() : issuedAt - api.skew,
      lifetime,
      path: tokenPath(group, created.id),
      ...(listed ? {} : { unlisted: true }),
    },
    secrets,
  };
}

/** By this machine's clock: the JWT's own end is by the server's. */
function lifetimeOf({ api, connection }: JfrogPorts, { secrets, expiresIn }: Created): Lifetime {
  const claimed = claimedBy(secrets.token);
  if (claimed.lifetime.kind === 'until') return until(claimed.lifetime.at - api.skew);
  return expiresIn === undefined ? neverEnds : until(connection.clock.now() + expiresIn * 1000);
}

/** A pairing token: five minutes, once; only this machine knows it. */
export function pairingToken(
  { api, connection }: JfrogPorts,
  facts: Facts,
  useCase: string,
  token: IssuedToken['secrets']['token'],
): IssuedToken {
  const id = claimOf(token, 'jti') || String(connection.clock.now());
  const { lifetime, issuedAt } = claimedBy(token);
  return {
    record: {
      id: `${connection.account.id}/pairing:${id}`,
      accountId: connection.account.id,
      type: 'pairing' satisfies JfrogTokenType,
      label: t('Pairing: {0}', useCase),
      subject: facts.userName,
      scope: splitScope(claimOf(token, 'scp')),
      ...(issuedAt === undefined ? {} : { issuedAt: issuedAt - api.skew }),
      lifetime:
        lifetime.kind === 'until'
          ? until(lifetime.at - api.skew)
          : until(connection.clock.now() + pairingLife),
      path: tokenPath(pairingPath, id),
      unlisted: true,
    },
    secrets: { token },
  };
}

/** Milliseconds (docs/registries/jfrog.md §2.8). */
const pairingLife = 300_000;
