import type { Kind } from '../contract/kind.ts';

export const jfrog: Kind = {
  kind: 'jfrog',
  label: 'JFrog',
  icon: 'archive',
  actions: [
    'issue',
    'refresh',
    'revoke',
    { id: 'revokeValue', command: 'revokeByValue' },
    { id: 'pair', command: 'requestPairing' },
  ],
  tellsKeys: true,
  contributions: async () => (await import('./contributions.ts')).contributions,
  load: async () => (await import('./adapter.ts')).jfrogAdapter,
};
