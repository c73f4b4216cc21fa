import { t } from '../../../core/l10n.ts';
import type { Secret } from '../../../core/secret.ts';
import { member } from '../../../jwt/decoded.ts';
import { decodeSecret } from '../../../jwt/of-secret.ts';
import { rightsOf } from '../../../jwt/rights.ts';
import type { Detail } from '../../contract/item.ts';
import type { Namespace } from '../rows/names.ts';
import type { Permission } from '../wire/permission.ts';

/** As many repositories as one address may ask for without getting too long for a proxy. */
const limit = 30;

/**
 * Scopes to ask for at `/v2/auth`. Pushing is asked for only where it was granted: the registry
 * may create a repository that somebody asks to push to.
 */
export const grantedScopes = (
  namespace: Namespace,
  permissions: readonly Permission[],
): readonly string[] =>
  permissions.slice(0, limit).map(({ repository, role }) => {
    const actions = role === 'write' || role === 'admin' ? 'pull,push' : 'pull';
    return `repository:${namespace.name}/${repository}:${actions}`;
  });

/**
 * What the registry's JWT allows (`access`, docs/registries/quay.md §1.3), a line for each
 * repository.
 */
export function readAccess(token: Secret): readonly Detail[] {
  const decoded = decodeSecret(token);
  if (decoded.kind !== 'jwt') return [];
  const rights = rightsOf(member(decoded.claims.values, 'access')) ?? [];
  return rights.map(({ name, actions }) => ({
    label: name,
    value: actions.length === 0 ? t('nothing') : inOrder(actions).join(', '),
  }));
}

/** The server names them in no order (docs/registries/quay.md §8.1). */
function inOrder(actions: readonly string[]): readonly string[] {
  return [...actions].sort();
}
