import { t } from '../../../core/l10n.ts';
import type { CallMeaning } from './refusal.ts';

/** What a refusal means, call by call (docs/registries/drp.md §2, §5). */
export const user = (name: string): CallMeaning => ({
  missing: () => t('There is no user {0}, or your sign-in may not read it.', name),
});

export const mint = (name: string): CallMeaning => ({
  missing: () =>
    t('There is no user {0}, or none behind your sign-in; it may have been deleted.', name),
  forbidden: (right) =>
    t('Your sign-in may not issue tokens for {0}: it lacks the right “{1}”.', name, right),
});

/** A refused patch names `users patch NAME`, a right that nobody can grant by that name (§8). */
export const rotate = (name: string): CallMeaning => ({
  missing: () => t('There is no user {0}; it may have been deleted.', name),
  forbidden: () =>
    t(
      'Your sign-in may not change the secret of {0}: it lacks the right “{1}”.',
      name,
      `users update:/Secret ${name}`,
    ),
});

export const changePassword = (name: string): CallMeaning => ({
  missing: () => t('There is no user {0}; it may have been deleted.', name),
  forbidden: (right) =>
    t('Your sign-in may not set the password of {0}: it lacks the right “{1}”.', name, right),
});

export const newRole = (name: string): CallMeaning => ({
  forbidden: (right) =>
    t('Your sign-in may not create the role {0}: it lacks the right “{1}”.', name, right),
});
