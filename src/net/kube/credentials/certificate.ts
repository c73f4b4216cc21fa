import { createPrivateKey, X509Certificate } from 'node:crypto';
import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import { Secret } from '../../../core/secret.ts';
import type { ClusterAccess } from '../kubeconfig/access.ts';
import { pem } from '../kubeconfig/pem.ts';
import type { Credentials } from './credentials.ts';

/**
 * The client certificate of a context. Rejects with `invalid-input` for one without its key, or with
 * another's: a server would take the request for that of nobody, or end the handshake.
 */
export function clientCertificate({
  user,
  context,
}: Pick<ClusterAccess, 'user' | 'context'>): Pick<Credentials, 'certificate'> {
  const cert = pem(context, user.certFile, user.certData);
  if (cert === undefined) return {};
  const key = pem(context, user.keyFile, user.keyData?.reveal());
  if (key === undefined) {
    throw unusable(
      t(
        'The client certificate of the context “{0}” has no key beside it (client-key or client-key-data).',
        context,
      ),
    );
  }
  switch (matchKey(cert, key)) {
    case 'unreadable':
      throw unusable(
        t('The client certificate of the context “{0}”, or its key, cannot be read.', context),
      );
    case 'other':
      throw unusable(
        t(
          'The client certificate of the context “{0}” and its key do not belong together.',
          context,
        ),
      );
    case 'own':
      return { certificate: { cert, key: new Secret(key) } };
  }
}

/** Whether a private key is that of a certificate; both PEM. */
export function matchKey(cert: string, key: string): 'own' | 'other' | 'unreadable' {
  try {
    const isOwn = new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
    return isOwn ? 'own' : 'other';
  } catch {
    return 'unreadable';
  }
}

const unusable = (message: string) =>
  new RegistryError('invalid-input', message, { repair: 'retry' });
