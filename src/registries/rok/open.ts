import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { Connection } from '../contract/connection.ts';
import type { Registry } from '../contract/registry.ts';
import { onePage } from '../shared/one-page.ts';
import { issue } from './actions/issue.ts';
import { verify } from './actions/verify.ts';
import { rokContext } from './context.ts';
import { copyForms, variables } from './copy-forms.ts';
import { details, notRevocable, ownRow } from './rows/own-row.ts';

/** An account's Rok. Nothing is listed by the registry: the tree shows what was issued here. */
export function openRok(connection: Connection): Registry {
  const context = rokContext(connection);
  return {
    roots: () => onePage([ownRow(context)]),
    children: () => onePage([]),
    details: () => Promise.resolve(details(context)),
    fetch: (item) => {
      const message = t('“{0}” has no token to read: Rok shows a token once.', item.label);
      return Promise.reject(new RegistryError('unsupported', message));
    },
    verify: (record, secrets, signal) => verify(context, record, secrets, signal),
    about: () => ({ blocked: { revoke: notRevocable() } }),
    copyForms: (record) => copyForms(connection.account.url, record),
    variables: (record) => variables(connection.account.url, record),
    actions: { issue: issue(context) },
  };
}
