import { text } from '../contract/form-values.ts';
import type { Adapter } from '../contract/registry.ts';
import { connect } from './connect/connect.ts';
import { connectFields } from './connect/connect-form.ts';
import { readOptions } from './connect/options.ts';
import { openRok } from './open.ts';

/** Rok Registry: tokens are created in a pod and checked over HTTP. It has no sign-in of its own. */
export const rokAdapter: Adapter = {
  connectFields,
  values: (account) => {
    const { context, namespace, service, user } = readOptions(account);
    return { context, namespace, service, url: account.url, user };
  },
  draft: (values) => {
    const user = text(values, 'uuid') || text(values, 'user');
    return {
      url: text(values, 'url'),
      userName: text(values, 'user'),
      options: {
        context: text(values, 'context'),
        namespace: text(values, 'namespace'),
        service: text(values, 'service'),
        user,
      },
    };
  },
  signIn: () => ({}),
  connect,
  open: openRok,
};
