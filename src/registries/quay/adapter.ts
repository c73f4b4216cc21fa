import { secret, text } from '../contract/form-values.ts';
import type { Adapter } from '../contract/registry.ts';
import { connect } from './connect/connect.ts';
import { connectFields } from './connect/connect-form.ts';
import { openQuay } from './open.ts';

/** Quay, from 3.10 on and as quay.io. */
export const quayAdapter: Adapter = {
  connectFields,
  values: ({ url }) => ({ url }),
  draft: (values) => ({ url: text(values, 'url'), userName: '', options: {} }),
  signIn: (values) => ({ token: secret(values, 'token') }),
  connect,
  open: (connection) => openQuay(connection),
};
