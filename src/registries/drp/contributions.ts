import { t } from '../../core/l10n.ts';
import type { Contributions } from '../contract/contributions.ts';

export const contributions: Contributions = {
  description: () => t('Tokens of users, narrowed to roles or claim triplets and tried'),
  actions: {},
};
