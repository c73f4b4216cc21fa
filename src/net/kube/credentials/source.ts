import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import { Secret } from '../../../core/secret.ts';
import type { SingleUse } from '../../../core/single-use.ts';
import type { ClusterAccess } from '../kubeconfig/access.ts';
import type { KubeSettings } from '../settings.ts';
import { clientCertificate } from './certificate.ts';
import type { Credentials, CredentialSource } from './credentials.ts';
import { OidcCredentials } from './oidc.ts';
import { PluginCredentials } from './plugin.ts';
import { readPlugin } from './plugin-config.ts';
import { readTokenFile } from './token-file.ts';

/**
 * The credentials of a context's user, by kubectl's precedence: a bearer token, user and password, a
 * credential plugin, OIDC; a client certificate comes beside any of them.
 */
export function credentialSource(
  access: ClusterAccess,
  settings: () => KubeSettings,
  singleUse: SingleUse,
): CredentialSource {
  const { user, context } = access;
  const base: Credentials = {
    ...(user.impersonation === undefined ? {} : { impersonation: user.impersonation }),
    ...clientCertificate(access),
  };
  const authorization = staticAuthorization(access);
  if (user.tokenFile !== undefined || authorization !== undefined) {
    return fixed(access, authorization, base, settings);
  }
  if (user.exec !== undefined) {
    const plugin = readPlugin(user.exec, context);
    return new PluginCredentials(plugin, access, base, settings);
  }
  if (user.authProvider?.name === 'oidc') {
    return new OidcCredentials(access, user.authProvider, base, { settings, singleUse });
  }
  if (user.authProvider !== undefined) {
    // Those of Azure and Google are gone from kubectl, too.
    throw new RegistryError(
      'unsupported',
      t(
        'The context “{0}” uses an auth-provider that kubectl has dropped; use a credential plugin instead.',
        context,
      ),
      { repair: null },
    );
  }
  return { get: () => Promise.resolve(base), refused: () => false };
}

/** What stands in the kubeconfig, or in a file that it names, as long as that can be read. */
function fixed(
  { user: { token, tokenFile }, context }: ClusterAccess,
  authorization: Secret | undefined,
  base: Credentials,
  settings: () => KubeSettings,
): CredentialSource {
  const credentials = authorization === undefined ? base : { ...base, authorization };
  return {
    get: async () => {
      if (tokenFile === undefined) return credentials;
      try {
        const { untrusted } = settings();
        return { ...base, authorization: await readTokenFile(tokenFile, context, untrusted) };
      } catch (error) {
        // The file counts more than a token beside it, and without the file the token does.
        if (token === undefined) throw error;
        return credentials;
      }
    },
    refused: () => false,
  };
}

function staticAuthorization({ user }: ClusterAccess): Secret | undefined {
  if (user.token !== undefined) return new Secret(`Bearer ${user.token.reveal().trim()}`);
  if (user.username === undefined) return undefined;
  const pair = Buffer.from(`${user.username}:${user.password?.reveal() ?? ''}`).toString('base64');
  return new Secret(`Basic ${pair}`);
}
