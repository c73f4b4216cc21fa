import type { Kind } from '../contract/kind.ts';
import { traces } from './connect/traces.ts';
import { tokenShapes } from './token-shapes.ts';

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
  signInPage: '/ui/user_profile',
  tellsKeys: true,
  hasPackages: true,
  traces,
  tokenLanguage: {
    ...tokenShapes,
    load: async () => (await import('./token-language.ts')).tokenLanguage,
  },
  contributions: async () => (await import('./contributions.ts')).contributions,
  load: async () => (await import('./adapter.ts')).jfrogAdapter,
};
