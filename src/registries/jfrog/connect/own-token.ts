import { hostname } from 'node:os';
import { t } from '../../../core/l10n.ts';
import type { Authorization } from '../../../net/http/http.ts';
import type { Connection } from '../../contract/connection.ts';
import type { ExternalStart, FormValues } from '../../contract/form.ts';
import { secret } from '../../contract/form-values.ts';
import { orLook } from '../../shared/rest/lost-answer.ts';
import { userScope } from '../actions/scope.ts';
import { year } from '../actions/thresholds.ts';
import { JfrogApi } from '../client/api.ts';
import { TokensClient } from '../client/tokens-client.ts';
import { signInOf } from './browser-login.ts';

/**
 * Issues the token that an account signs in with where it makes one for itself: all that its user
 * may, with a refresh token.
 */
export async function issueOwnToken(
  api: JfrogApi,
  authorization: Authorization,
  signal: AbortSignal,
): Promise<FormValues> {
  const description = t('VS Code on {0}', hostname());
  const created = await orLook(
    new TokensClient(api).create(
      { scope: userScope, expires_in: year, refreshable: true, description },
      signal,
      authorization,
    ),
    t(
      'The answer from {0} was lost: a token “{1}” may have been issued or not. Nobody has it: once you are signed in, revoke it if the list shows it.',
      api.host,
      description,
    ),
  );
  return signInOf(created);
}

/**
 * Issues a token for the account with one that belongs to another program, which goes on using it.
 * Nothing of that other one is kept.
 */
export function startOwnToken(connection: Connection, values: FormValues): ExternalStart {
  const api = new JfrogApi(connection);
  const token = secret(values, 'token');
  return {
    message: t('Asking {0} for a token…', api.host),
    finished: (signal) => issueOwnToken(api, { scheme: 'bearer', token }, signal),
  };
}
