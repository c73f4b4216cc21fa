import { t } from '../../../core/l10n.ts';
import type { Item } from '../../contract/item.ts';
import { writeClaim } from '../claims/claim.ts';
import { explain } from '../claims/explain.ts';
import type { DrpContext } from '../context.ts';
import { rolePath } from '../paths.ts';
import type { Role } from '../wire/role.ts';

/** The roles of a user with what they allow. At most two requests, the roles' only once. */
export async function rolesOf(
  context: DrpContext,
  name: string,
  signal: AbortSignal,
): Promise<readonly Item[]> {
  const [user, known] = await Promise.all([
    context.client.user(name, signal),
    context.roles.get(signal),
  ]);
  return (user.roles ?? []).map((role) =>
    roleRow(
      name,
      role,
      known?.find((one) => one.name === role),
    ),
  );
}

const roleRow = (user: string, name: string, role: Role | undefined): Item => ({
  path: rolePath(user, name),
  type: 'permission',
  label: name,
  description: role === undefined ? t('role') : summary(role),
  details: (role?.claims ?? []).map((claim) => ({
    label: writeClaim(claim),
    value: explain(claim),
  })),
  hasChildren: false,
  can: [],
  within: [],
});

/** What a role allows, as short as a row wants it. */
export function summary({ claims }: Pick<Role, 'claims'>): string {
  const [first] = claims;
  if (first === undefined) return t('may do nothing');
  return claims.length === 1
    ? explain(first)
    : t('{0}, and {1} more', explain(first), claims.length - 1);
}
