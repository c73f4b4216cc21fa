import { t } from '../../core/l10n.ts';
import type { Contributions } from '../contract/contributions.ts';

export const contributions: Contributions = {
  description: () => t('Access, reference and refresh tokens of users and groups'),
  actions: {
    revokeValue: {
      title: () => t('Revoke Pasted Token'),
      button: () => t('Revoke'),
      progress: (label) => t('Revoking a token of {0}…', label),
      icon: 'trash',
      menu: { group: '9_destructive', order: 2 },
    },
    pair: {
      title: () => t('Request Pairing Token'),
      button: () => t('Request'),
      progress: (label) => t('Requesting a pairing token ({0})…', label),
      icon: 'link',
      menu: { group: '3_issue', order: 7, inline: true },
    },
  },
};
