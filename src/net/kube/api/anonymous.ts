import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { ClusterAccess } from '../kubeconfig/access.ts';
import type { UserEntry } from '../kubeconfig/entries.ts';

/** Whether a refusal is that of a request that came without credentials (docs/registries/rok.md §5, point 6). */
export const isAnonymous = (message: string): boolean =>
  message.includes('User "system:anonymous"');

/** What such a refusal means, and why it is likely. */
export const noCredentials = ({
  context,
  user,
}: Pick<ClusterAccess, 'context' | 'user'>): RegistryError =>
  new RegistryError(
    'not-authorized',
    t(
      'No credentials arrived at the cluster of the context “{0}” (it took the request for that of {1}). {2}',
      context,
      'system:anonymous',
      likelyReason(user),
    ),
    { status: 403, repair: 'retry' },
  );

/** Whether a user of a kubeconfig has nothing to sign in with. */
export const hasNone = (user: UserEntry): boolean =>
  ![
    user.token,
    user.tokenFile,
    user.exec,
    user.authProvider,
    user.username,
    user.certFile,
    user.certData,
  ].some((member) => member !== undefined);

function likelyReason(user: UserEntry): string {
  if (hasNone(user)) return t('The kubeconfig has none for this user.');
  const hasToken = [user.token, user.tokenFile, user.exec, user.authProvider].some(
    (member) => member !== undefined,
  );
  if (hasToken) return t('Something on the way may have taken them out.');
  return user.username === undefined
    ? t(
        'The kubeconfig has a client certificate, which does not pass a gateway that ends TLS on the way.',
      )
    : t('The kubeconfig has a user and a password, which Kubernetes no longer accepts.');
}
