import { secret, text } from '../contract/form-values.ts';
import type { Adapter } from '../contract/registry.ts';
import { connect } from './connect/connect.ts';
import { connectFields } from './connect/connect-form.ts';
import { openQuay } from './open.ts';
import { rotationsOption } from './rotation/rotations.ts';

/** Quay, from 3.10 on and as quay.io. */
export const quayAdapter: Adapter = {
  connectFields,
  // An account that is edited keeps the rotations that are under way.
  values: ({ url, options }) => ({ url, ...rotationsIn(options[rotationsOption]) }),
  draft: (values) => ({
    url: text(values, 'url'),
    userName: '',
    options: rotationsIn(text(values, rotationsOption)),
  }),
  signIn: (values) => ({ token: secret(values, 'token') }),
  connect,
  open: (connection) => openQuay(connection),
};

const rotationsIn = (kept: string | undefined): Readonly<Record<string, string>> =>
  kept === undefined || kept === '' ? {} : { [rotationsOption]: kept };
