import { secret, text } from '../contract/form-values.ts';
import type { Adapter } from '../contract/registry.ts';
import { connect } from './connect/connect.ts';
import { connectFields, valuesOf } from './connect/connect-form.ts';
import { sources } from './connect/sources.ts';
import { openDrp } from './open.ts';

/** Digital Rebar Platform, from 3.5 on. */
export const drpAdapter: Adapter = {
  connectFields,
  values: valuesOf,
  draft: (values) => ({ url: text(values, 'url'), userName: text(values, 'user'), options: {} }),
  signIn: (values) =>
    values['token'] === undefined || values['method'] === 'password'
      ? { password: secret(values, 'password') }
      : { token: secret(values, 'token') },
  connect,
  open: openDrp,
  sources,
};
