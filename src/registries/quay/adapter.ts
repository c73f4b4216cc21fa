import { secret, text } from '../form-values.ts';
import type { Adapter } from '../registry.ts';
import { connectFields } from './connect-form.ts';
import { connect } from './connect.ts';
import { openQuay } from './registry.ts';

/** Quay, from 3.10 on and as quay.io. */
export const quayAdapter: Adapter = {
  // Made anew each time, since the words depend on the language.
  get connectFields() {
    return connectFields();
  },
  values: ({ url }) => ({ url }),
  draft: (values) => ({ url: text(values, 'url'), userName: '', options: {} }),
  signIn: (values) => ({ token: secret(values, 'token') }),
  connect,
  open: (connection) => openQuay(connection),
};
