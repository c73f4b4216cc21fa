import { t } from '../../core/l10n.ts';
import type { SharedActionId } from '../contract/action-id.ts';
import type { ActionPresentation } from '../contract/contributions.ts';

/** How the actions look that any kind may have. */
export const sharedPresentations: Readonly<Record<SharedActionId, ActionPresentation>> = {
  issue: {
    title: () => t('Issue Token'),
    button: () => t('Issue'),
    progress: (label) => t('Issuing a token for {0}…', label),
    icon: 'add',
    menu: { group: '3_issue', order: 1, inline: true },
  },
  createRobot: {
    title: () => t('Create Robot'),
    button: () => t('Create'),
    progress: (label) => t('Creating a robot in {0}…', label),
    icon: 'hubot',
    menu: { group: '3_issue', order: 2, inline: true },
  },
  refresh: {
    title: () => t('Refresh Token'),
    button: () => t('Refresh'),
    progress: (label) => t('Refreshing {0}…', label),
    icon: 'refresh',
    menu: { group: '3_issue', order: 4 },
    immediate: true,
    needsHeld: true,
  },
  renewSignIn: {
    title: () => t('Renew Sign-In'),
    button: () => t('Renew'),
    progress: (label) => t('Renewing the sign-in with {0}…', label),
    icon: 'refresh',
    menu: { group: '3_issue', order: 4 },
  },
  regenerate: {
    title: () => t('Regenerate Token'),
    button: () => t('Regenerate'),
    progress: (label) => t('Regenerating the token of {0}…', label),
    icon: 'sync',
    menu: { group: '3_issue', order: 5 },
  },
  revoke: {
    title: () => t('Revoke Token'),
    button: () => t('Revoke'),
    progress: (label) => t('Revoking {0}…', label),
    icon: 'trash',
    menu: { group: '9_destructive', order: 2 },
    several: {
      question: (rows, accounts) => t('Revoke {0} tokens of {1} accounts?', rows, accounts),
      done: (count) => t('{0} tokens revoked.', count),
    },
    ends: true,
  },
  delete: {
    title: () => t('Delete Robot'),
    button: () => t('Delete'),
    progress: (label) => t('Deleting {0}…', label),
    icon: 'trash',
    menu: { group: '9_destructive', order: 4 },
    several: {
      question: (rows, accounts) => t('Delete {0} robots of {1} accounts?', rows, accounts),
      done: (count) => t('{0} robots deleted.', count),
    },
    ends: true,
  },
};
