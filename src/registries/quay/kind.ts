import { t } from '../../core/l10n.ts';
import type { Kind } from '../contract/kind.ts';
import { tokenShapes } from './token-shapes.ts';

export const quay: Kind = {
  kind: 'quay',
  label: 'Quay',
  icon: 'package',
  actions: [
    'issue',
    'createRobot',
    'regenerate',
    'revoke',
    'delete',
    { id: 'rotate', command: 'rotateRobot' },
    { id: 'finishRotation', command: 'finishRotation' },
    { id: 'setPermissions', command: 'setPermissions' },
    { id: 'setTeams', command: 'setTeams' },
    { id: 'setDefaults', command: 'setDefaultPermissions' },
    { id: 'issueApiToken', command: 'issueApiToken' },
    'renewSignIn',
    { id: 'exchange', command: 'exchangeToken' },
    { id: 'makeKeyless', command: 'makeKeyless' },
    { id: 'addIssuer', command: 'addIssuer' },
    { id: 'removeIssuer', command: 'removeIssuer' },
  ],
  rowTypes: {
    issuer: { icon: 'globe', spoken: () => t('trusted issuer') },
    application: { icon: 'plug', spoken: () => t('application') },
  },
  signInPage: '/',
  tellsKeys: true,
  tokenLanguage: {
    ...tokenShapes,
    load: async () => (await import('./token-language.ts')).tokenLanguage,
  },
  contributions: async () => (await import('./contributions.ts')).contributions,
  load: async () => (await import('./adapter.ts')).quayAdapter,
};
