import type { Timer } from '../../core/concurrency/timer.ts';
import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { Connection } from '../contract/connection.ts';
import type { Registry } from '../contract/registry.ts';
import { onePage } from '../shared/one-page.ts';
import { actions } from './actions/index.ts';
import { verify } from './actions/verify.ts';
import { keys } from './client/signature.ts';
import { jfrogContext } from './context.ts';
import { copyForms, variables } from './copy-forms.ts';
import { packagesOf } from './packages.ts';
import { children } from './rows/children.ts';
import { roots } from './rows/roots.ts';

/** An account's JFrog platform. */
export function openJfrog(connection: Connection, timer?: Timer): Registry {
  const context = jfrogContext(connection, timer);
  return {
    roots: (signal) => onePage(roots(context, signal)),
    children: (item, signal) => children(context, item, signal),
    details: (item) => Promise.resolve(item.details ?? []),
    fetch: () =>
      Promise.reject(
        new RegistryError('unsupported', t('JFrog shows a token once, when it is issued.')),
      ),
    verify: (record, secrets, signal) => verify(context, record, secrets, signal),
    copyForms: (record) => copyForms(record, connection.account.url),
    variables,
    packages: packagesOf(context.api, connection.account.url),
    keys: (signal) => keys(context, signal),
    actions: actions(context),
  };
}
