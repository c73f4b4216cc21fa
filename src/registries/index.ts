import { t } from '../core/l10n.ts';
import type { KindEntry } from './contract/registry.ts';

/** Every kind of registry. A new kind is a folder beside this file and an entry here. */
export const kinds: readonly KindEntry[] = [
  {
    kind: 'quay',
    label: 'Quay',
    description: () => t('Robots of users and organizations, app tokens, keyless exchange'),
    icon: 'package',
    load: async () => (await import('./quay/adapter.ts')).quayAdapter,
  },
  {
    kind: 'drp',
    label: 'Digital Rebar',
    description: () => t('Tokens of users, narrowed to roles or claim triplets and tried'),
    icon: 'server-process',
    load: async () => (await import('./drp/adapter.ts')).drpAdapter,
    traces: {
      variables: ['RS_ENDPOINT', 'RS_ENDPOINTS', 'RS_KEY', 'RS_TOKEN'],
      homeFiles: ['.drpclirc'],
    },
  },
  {
    kind: 'jfrog',
    label: 'JFrog',
    description: () => t('Access, reference and refresh tokens of users and groups'),
    icon: 'archive',
    load: async () => (await import('./jfrog/adapter.ts')).jfrogAdapter,
  },
  {
    kind: 'rok',
    label: 'Rok Registry',
    description: () => t('Tokens issued in the pod and checked over HTTP, in one step'),
    icon: 'layers',
    load: async () => (await import('./rok/adapter.ts')).rokAdapter,
  },
];

/** The entry of a kind; `undefined` for a kind this version does not know. */
export function findKind(kind: string): KindEntry | undefined {
  return kinds.find((entry) => entry.kind === kind);
}
