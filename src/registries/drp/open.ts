import type { Timer } from '../../core/concurrency/timer.ts';
import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { Connection } from '../contract/connection.ts';
import type { Item } from '../contract/item.ts';
import type { Registry } from '../contract/registry.ts';
import { issue } from './actions/issue.ts';
import { revoke } from './actions/revoke.ts';
import { verify } from './actions/verify.ts';
import { type DrpContext, drpContext } from './context.ts';
import { copyForms, variables } from './copy-forms.ts';
import { userOf } from './paths.ts';
import { rolesOf } from './rows/roles.ts';
import { users } from './rows/users.ts';

/** An account's DRP: users, their roles, and the tokens that this machine holds of them. */
export function openDrp(connection: Connection, timer?: Timer): Registry {
  const context = drpContext(connection, timer);
  return {
    roots: (signal) => users(context, signal),
    children: (item, signal) => below(context, item, signal),
    details: (item) => Promise.resolve(item.details ?? []),
    fetch: (item) =>
      Promise.reject(
        new RegistryError(
          'unsupported',
          t('DRP never shows a token again: “{0}” has none to read.', item.label),
        ),
      ),
    verify: (record, secrets, signal) => verify(context, record, secrets, signal),
    copyForms: (record) => copyForms(record, connection.account.url),
    variables: () => variables(connection.account.url),
    actions: { issue: issue(context), revoke: revoke(context) },
  };
}

async function* below(
  context: DrpContext,
  item: Item,
  signal: AbortSignal,
): AsyncGenerator<readonly Item[], void, undefined> {
  if (item.type === 'user') yield await rolesOf(context, userOf(item.path), signal);
}
