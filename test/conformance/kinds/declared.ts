import type { Kind } from '../../../src/registries/contract/kind.ts';

/** The ids of the actions that a kind declares. */
export const declaredIds = ({ actions }: Kind): readonly string[] =>
  actions.map((action) => (typeof action === 'string' ? action : action.id));
