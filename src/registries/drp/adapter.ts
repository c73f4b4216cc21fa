import { secret, text } from '../form-values.ts';
import type { Adapter } from '../registry.ts';
import { connectFields, valuesOf } from './connect-form.ts';
import { connect } from './connect.ts';
import { openDrp } from './registry.ts';
import { sources } from './sources.ts';

/** Digital Rebar Platform, from 3.5 on. */
export const drpAdapter: Adapter = {
  // Made anew each time, since the words depend on the language.
  get connectFields() {
    return connectFields();
  },
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
