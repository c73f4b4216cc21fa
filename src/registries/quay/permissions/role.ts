import { t } from '../../../core/l10n.ts';

/** What a robot can be given on a repository; `none` takes away what was given directly. */
const roles = ['read', 'write', 'admin', 'none'] as const;
export type Role = (typeof roles)[number];

/** What a robot is to get on a repository of its namespace, which is named without that. */
export interface Wanted {
  readonly repository: string;
  readonly role: Role;
}

export const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text);

/** A role in a line of differences; `undefined` and `none` are none. */
export const roleWord = (role: string | undefined): string =>
  role === undefined || role === 'none' ? t('nothing') : role;
