import { Secret } from '../../core/secret.ts';
import { text } from '../contract/form-values.ts';
import type { Adapter } from '../contract/registry.ts';
import { platformUrl } from './connect/address.ts';
import { connect } from './connect/connect.ts';
import { connectFields } from './connect/connect-form.ts';
import { sources } from './connect/sources.ts';
import { openJfrog } from './open.ts';

/** JFrog's platform as SaaS and on premises; before 7.21.1 through its former token API. */
export const jfrogAdapter: Adapter = {
  connectFields,
  values: ({ url, userName }) => (url === '' ? {} : { url, saved: 'yes', user: userName }),
  draft: (values) => ({
    url: platformUrl(text(values, 'url')),
    // A password is good with the name alone; a token tells whose it is.
    userName: text(values, 'user').toLowerCase(),
    options: {},
  }),
  signIn: (values) => {
    const { token, refresh, password } = values;
    // Kept only where the server is too old for a token in its place, and the person agreed.
    if (token === undefined && password instanceof Secret && text(values, 'keep') !== '') {
      return { password };
    }
    return {
      ...(token instanceof Secret ? { token } : {}),
      ...(refresh instanceof Secret ? { refresh } : {}),
    };
  },
  connect,
  sources,
  open: (connection) => openJfrog(connection),
};
