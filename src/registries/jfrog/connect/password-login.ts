import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Connection } from '../../contract/connection.ts';
import type { ExternalStart, FormValues } from '../../contract/form.ts';
import { secret, text } from '../../contract/form-values.ts';
import { JfrogApi } from '../client/api.ts';
import { PlatformClient } from '../client/platform-client.ts';
import { isLegacy } from '../client/version.ts';
import { issueOwnToken } from './own-token.ts';

/**
 * Exchanges user and password for a token, once; the password is not kept. Only servers from
 * 7.63.2 on do so, for users of their own, where the administrator has switched it on
 * (docs/registries/jfrog.md §1.1). Before 7.21.1 there is no token that could sign in for good:
 * `older` tells the version then, and the password itself is to sign in. A wrong password is sent
 * once. The CLI stores passwords in a form that Artifactory takes and Access may refuse
 * (docs/registries/jfrog.md §9): `encrypted` tells so then.
 */
export function startPasswordLogin(connection: Connection, values: FormValues): ExternalStart {
  const api = new JfrogApi(connection);
  const user = text(values, 'user');
  const authorization = { scheme: 'basic', user, password: secret(values, 'password') } as const;
  return {
    message: t('Asking for a token of {0}…', user),
    finished: async (signal) => {
      const version = await new PlatformClient(api).versionFor(authorization, signal);
      if (version !== undefined && isLegacy(version)) {
        return { older: version.join('.'), user, password: authorization.password };
      }
      try {
        return await issueOwnToken(api, authorization, signal);
      } catch (error) {
        const isKnown = version !== undefined && text(values, 'stored') === 'cli';
        if (isKnown && error instanceof RegistryError && error.code === 'sign-in-expired') {
          return { encrypted: 'yes' };
        }
        throw error;
      }
    },
  };
}
