import { t } from '../../core/l10n.ts';
import type { Contributions } from '../contract/contributions.ts';

export const contributions: Contributions = {
  description: () => t('Robots of users and organizations, app tokens, keyless exchange'),
  actions: {
    rotate: {
      title: () => t('Rotate with Grace'),
      button: () => t('Rotate'),
      progress: (label) => t('Rotating {0}…', label),
      icon: 'git-compare',
      menu: { group: '3_issue', order: 6 },
    },
    finishRotation: {
      title: () => t('Finish Rotation'),
      button: () => t('Delete'),
      progress: (label) => t('Going on with the rotation of {0}…', label),
      icon: 'check-all',
      menu: { group: '3_issue', order: 6 },
    },
    setPermissions: {
      title: () => t('Set Permissions'),
      button: () => t('Set'),
      progress: (label) => t('Setting permissions of {0}…', label),
      icon: 'shield',
      menu: { group: '4_access', order: 1, inline: true },
    },
    setTeams: {
      title: () => t('Set Teams'),
      button: () => t('Set'),
      progress: (label) => t('Setting the teams of {0}…', label),
      icon: 'organization',
      menu: { group: '4_access', order: 2 },
    },
    setDefaults: {
      title: () => t('Set Default Permissions'),
      button: () => t('Set'),
      progress: (label) => t('Setting default permissions of {0}…', label),
      icon: 'shield',
      menu: { group: '4_access', order: 3 },
    },
    issueApiToken: {
      // Under “Issue” it would stand before Issue Token in the command palette.
      title: () => t('Create API Token'),
      button: () => t('Create'),
      progress: (label) => t('Issuing an API token in {0}…', label),
      icon: 'add',
      menu: { group: '3_issue', order: 1, inline: true },
    },
    exchange: {
      title: () => t('Exchange OIDC Token'),
      button: () => t('Exchange'),
      progress: (label) => t('Exchanging a token for {0}…', label),
      icon: 'arrow-swap',
      menu: { group: '4_access', order: 6 },
    },
    makeKeyless: {
      title: () => t('Make Robot Keyless'),
      button: () => t('Trust'),
      progress: (label) => t('Making {0} keyless…', label),
      icon: 'shield',
      menu: { group: '4_access', order: 4 },
    },
    addIssuer: {
      title: () => t('Add Keyless Issuer'),
      button: () => t('Add'),
      progress: (label) => t('Adding an issuer to {0}…', label),
      icon: 'add',
      menu: { group: '4_access', order: 5, inline: true },
    },
    removeIssuer: {
      title: () => t('Remove Keyless Issuer'),
      button: () => t('Remove'),
      progress: (label) => t('Removing {0}…', label),
      icon: 'trash',
      menu: { group: '9_destructive', order: 3 },
      ends: true,
    },
  },
};
