import type { Timer } from '../../core/concurrency/timer.ts';
import type { Connection } from '../contract/connection.ts';
import type { Registry } from '../contract/registry.ts';
import { imageForms, variablesForImages } from '../shared/copy-as/image-forms.ts';
import { fetchToken } from './actions/fetch.ts';
import { actions } from './actions/index.ts';
import { verify } from './actions/verify.ts';
import { keys } from './client/keys.ts';
import { quayContext } from './context.ts';
import { children } from './rows/children.ts';
import { details } from './rows/details.ts';
import { roots } from './rows/roots.ts';

/**
 * An account's Quay. Lists come whole, as the server has no pages for them
 * (docs/registries/quay.md §4).
 */
export function openQuay(connection: Connection, timer?: Timer): Registry {
  const context = quayContext(connection, timer);
  return {
    roots: (signal) => roots(context, signal),
    children: (item, signal) => children(context, item, signal),
    details: (item, signal) => details(context, item, signal),
    fetch: (item, signal) => fetchToken(context, item, signal),
    verify: (record, secrets, signal) => verify(context, record, secrets, signal),
    keys: (signal, issuer) => keys(context, issuer, signal),
    copyForms: imageForms,
    variables: variablesForImages,
    actions: actions(context),
  };
}
