import { t } from '../../core/l10n.ts';
import type { Contributions } from '../contract/contributions.ts';

export const contributions: Contributions = {
  description: () => t('Tokens issued in the pod and checked over HTTP, in one step'),
  actions: {},
};
