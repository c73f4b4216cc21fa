import { hostname } from 'node:os';
import { t } from '../../../core/l10n.ts';
import type { Connection } from '../../contract/connection.ts';
import type { ExternalStart, FormValues } from '../../contract/form.ts';
import { secret } from '../../contract/form-values.ts';
import { userScope } from '../actions/scope.ts';
import { year } from '../actions/thresholds.ts';
import { JfrogApi } from '../client/api.ts';
import type { CreateRequest } from '../client/tokens-api.ts';
import { TokensClient } from '../client/tokens-client.ts';
import { signInOf } from './browser-login.ts';

/** The token that an account signs in with where it makes one for itself: all that its user may. */
export const ownToken = (): CreateRequest => ({
  scope: userScope,
  expires_in: year,
  refreshable: true,
  description: t('VS Code on {0}', hostname()),
});

/**
 * Issues a token for the account with one that belongs to another program, which goes on using it.
 * Nothing of that other one is kept.
 */
export function startOwnToken(connection: Connection, values: FormValues): ExternalStart {
  const api = new JfrogApi(connection);
  const token = secret(values, 'token');
  return {
    message: t('Asking {0} for a token…', api.host),
    finished: async (signal) =>
      signInOf(await new TokensClient(api).create(ownToken(), signal, { scheme: 'bearer', token })),
  };
}
