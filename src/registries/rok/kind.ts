import type { Kind } from '../contract/kind.ts';

export const rok: Kind = {
  kind: 'rok',
  label: 'Rok Registry',
  icon: 'layers',
  actions: ['issue'],
  contributions: async () => (await import('./contributions.ts')).contributions,
  load: async () => (await import('./adapter.ts')).rokAdapter,
};
