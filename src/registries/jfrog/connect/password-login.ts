import { hostname } from 'node:os';
import { t } from '../../../core/l10n.ts';
import { secret, text } from '../../form-values.ts';
import type { Connection } from '../../connection.ts';
import type { ExternalStart, FormValues } from '../../form.ts';
import { TokensClient } from '../client/tokens-client.ts';
import { userScope } from '../scope.ts';
import { year } from '../thresholds.ts';
import { JfrogApi } from '../transport/api.ts';
import { signInOf } from './browser-login.ts';

/**
 * Exchanges user and password for a token, once; the password is not kept. Only servers from
 * 7.63.2 on do so, for users of their own, where the administrator has switched it on (§1.1).
 */
export function startPasswordLogin(connection: Connection, values: FormValues): ExternalStart {
  const tokens = new TokensClient(new JfrogApi(connection));
  const user = text(values, 'user');
  return {
    message: t('Asking for a token of {0}…', user),
    finished: async (signal) =>
      signInOf(
        await tokens.create(
          {
            scope: userScope,
            expires_in: year,
            refreshable: true,
            description: t('VS Code on {0}', hostname()),
          },
          signal,
          { scheme: 'basic', user, password: secret(values, 'password') },
        ),
      ),
  };
}
