import { t } from '../../core/l10n.ts';
import type { PlaceKind } from './place.ts';

/** Commands of a workspace, which get the token when they ask. Fact: `workspace`. */
export const command: PlaceKind = {
  id: 'command',
  single: false,
  describe: ({ workspace = '' }, when) => t('given to commands of {0} {1}', workspace, when),
};
