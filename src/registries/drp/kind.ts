import type { Kind } from '../contract/kind.ts';
import { tokenShapes } from './token-shapes.ts';

export const drp: Kind = {
  kind: 'drp',
  label: 'Digital Rebar',
  icon: 'server-process',
  actions: ['issue', 'revoke'],
  traces: {
    variables: ['RS_ENDPOINT', 'RS_ENDPOINTS', 'RS_KEY', 'RS_TOKEN'],
    homeFiles: ['.drpclirc'],
  },
  tokenLanguage: {
    ...tokenShapes,
    load: async () => (await import('./token-language.ts')).tokenLanguage,
  },
  contributions: async () => (await import('./contributions.ts')).contributions,
  load: async () => (await import('./adapter.ts')).drpAdapter,
};
