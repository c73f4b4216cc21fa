import { t } from '../../../core/l10n.ts';
import type { CopyForm } from '../../contract/registry.ts';
import { dockerConfigText } from './docker.ts';
import type { ImageLogin } from './login.ts';
import { kubernetesName } from './quoting.ts';

/** A Secret to be named in `imagePullSecrets`. */
export function kubernetesSecret(login: ImageLogin, owner: string): CopyForm {
  return {
    id: 'kubernetes-secret',
    label: t('Kubernetes Secret'),
    detail: t('YAML of type kubernetes.io/dockerconfigjson, for imagePullSecrets.'),
    containsSecret: true,
    build: ({ token }) => {
      const config = Buffer.from(dockerConfigText(login, token.reveal()), 'utf8');
      return [
        'apiVersion: v1',
        'kind: Secret',
        'metadata:',
        // Quoted, since YAML reads a bare `123` or `1e3` as a number.
        `  name: "${kubernetesName(`${owner}-pull-secret`)}"`,
        'type: kubernetes.io/dockerconfigjson',
        'data:',
        `  .dockerconfigjson: ${config.toString('base64')}`,
        '',
      ].join('\n');
    },
  };
}
