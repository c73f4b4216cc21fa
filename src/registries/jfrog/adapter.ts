import { Secret } from '../../core/secret.ts';
import { text } from '../form-values.ts';
import type { Adapter } from '../registry.ts';
import { platformUrl } from './address.ts';
import { connectFields } from './connect/connect-form.ts';
import { connect } from './connect/connect.ts';
import { openJfrog } from './registry.ts';

/** JFrog's platform, from 7.21 on and as SaaS. */
export const jfrogAdapter: Adapter = {
  // Made anew each time, since the words depend on the language, and sources come and go.
  get connectFields() {
    return connectFields();
  },
  values: ({ url }) => (url === '' ? {} : { url, saved: 'yes' }),
  draft: (values) => ({ url: platformUrl(text(values, 'url')), userName: '', options: {} }),
  signIn: ({ token, refresh }) => ({
    ...(token instanceof Secret ? { token } : {}),
    ...(refresh instanceof Secret ? { refresh } : {}),
  }),
  connect,
  open: (connection) => openJfrog(connection),
};
