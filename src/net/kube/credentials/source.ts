import { OpenIDConnectAuth } from '@kubernetes/client-node/dist/oidc_auth.js';
import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import { Secret } from '../../../core/secret.ts';
import { pem, type ClusterAccess } from '../kubeconfig/access.ts';
import type { KubeSettings } from '../settings.ts';
import type { Credentials, CredentialSource } from './credentials.ts';
import { PluginCredentials } from './plugin.ts';
import { readPlugin } from './plugin-config.ts';

/**
 * The credentials of a context's user, by kubectl's precedence: a credential plugin, OIDC, a bearer
 * token, user and password; a client certificate comes beside any of them.
 */
export function credentialSource(
  access: ClusterAccess,
  settings: () => KubeSettings,
): CredentialSource {
  const { user, context } = access;
  const base: Credentials = {
    ...(user.impersonateUser ? { impersonate: user.impersonateUser } : {}),
    ...certificate(access),
  };
  if (user.exec) {
    const plugin = readPlugin(user.exec, context);
    return new PluginCredentials(plugin, access, base, settings);
  }
  if (user.authProvider) return oidc(access, base);
  const authorization = staticAuthorization(access);
  const credentials = authorization === undefined ? base : { ...base, authorization };
  return { get: () => Promise.resolve(credentials), refused: () => false };
}

function staticAuthorization({ user }: ClusterAccess): Secret | undefined {
  if (user.token) return new Secret(`Bearer ${user.token.trim()}`);
  if (!user.username) return undefined;
  const pair = Buffer.from(`${user.username}:${user.password ?? ''}`).toString('base64');
  return new Secret(`Basic ${pair}`);
}

function certificate({ user, context }: ClusterAccess): Pick<Credentials, 'certificate'> {
  const cert = pem(context, user.certFile, user.certData);
  const key = pem(context, user.keyFile, user.keyData);
  return cert === undefined || key === undefined
    ? {}
    : { certificate: { cert, key: new Secret(key) } };
}

/** OIDC refreshes by itself; the older providers of Azure and Google are gone from kubectl, too. */
function oidc({ user, context }: ClusterAccess, base: Credentials): CredentialSource {
  const provider = new OpenIDConnectAuth();
  if (!provider.isAuthProvider(user)) {
    throw new RegistryError(
      'unsupported',
      t(
        'The context “{0}” uses an auth-provider that kubectl has dropped; use a credential plugin instead.',
        context,
      ),
      { repair: null },
    );
  }
  return {
    get: async () => {
      const options: { headers: Record<string, string> } = { headers: {} };
      try {
        await provider.applyAuthentication(user, options);
      } catch (error) {
        throw new RegistryError(
          'sign-in-expired',
          t(
            'The OIDC sign-in of the context “{0}” could not be renewed: {1}',
            context,
            error instanceof Error ? error.message : '',
          ),
          { repair: 'retry' },
        );
      }
      const value = options.headers['Authorization'];
      return value === undefined ? base : { ...base, authorization: new Secret(value) };
    },
    refused: () => false,
  };
}
