import { t } from '../../../../core/l10n.ts';
import type { ItemPath } from '../../../../core/outcome.ts';
import type { TokenRecord } from '../../../../core/token.ts';
import type { Item } from '../../../contract/item.ts';
import { lines } from '../../../shared/details.ts';
import { type Facts, isSignIn } from '../../client/facts.ts';
import { placeOf } from '../../paths.ts';
import type { JfrogPorts } from '../../ports.ts';
import type { JfrogTokenType } from '../../records.ts';
import { tokenKeys } from '../../rows/orders.ts';
import { readScope, shortScope } from '../../scope.ts';

/**
 * The tokens that are held on this machine, where the server lists them to admins alone: one page,
 * and before it a row that says so.
 */
export async function* heldRows(
  { connection }: JfrogPorts,
  facts: Facts,
  group: ItemPath,
): AsyncGenerator<readonly Item[], void, undefined> {
  const { keeping } = connection;
  const held = (keeping?.records() ?? []).filter(
    ({ type, path }) => type === ('access' satisfies JfrogTokenType) && path[0] === group[0],
  );
  const secrets = await Promise.all(held.map(async ({ id }) => keeping?.secrets(id)));
  yield [
    note(group),
    ...held.map((record, index) => row(facts, record, secrets[index]?.refresh !== undefined)),
  ];
}

const note = (group: ItemPath): Item => ({
  path: [...group, 'note'],
  type: 'note',
  label: t('Issued on this machine'),
  description: t('admins see all'),
  details: lines([
    t('Why'),
    t('This server lists tokens to admins only: here are those that were issued on this machine.'),
  ]),
  hasChildren: false,
  can: [],
  within: [],
});

function row(facts: Facts, record: TokenRecord, isRefreshable: boolean): Item {
  const place = placeOf(record.path);
  const id = place.at === 'token' ? place.id : '';
  const summary = [
    isSignIn(facts, id) ? t('this sign-in') : undefined,
    shortScope(readScope(record.scope.join(' '))),
    isRefreshable ? t('refreshable') : undefined,
  ];
  return {
    path: record.path,
    type: 'token',
    label: record.label,
    description: summary.filter(Boolean).join(' · '),
    lifetime: record.lifetime,
    token: record,
    details: lines([t('Id'), id]),
    hasChildren: false,
    sortKeys: tokenKeys({
      name: record.label,
      lastUsed: undefined,
      issued: record.issuedAt,
      lifetime: record.lifetime,
    }),
    can: ['verify', 'revoke', ...(isRefreshable ? (['refresh'] as const) : [])],
    within: [],
    ...(isRefreshable ? {} : { blocked: { refresh: t('It was issued without a refresh token.') } }),
  };
}
