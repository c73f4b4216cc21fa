import type { Scope } from '../model.ts';

/** What Quay shows of a scope when it is granted. */
export interface ScopeText {
  readonly title: string;
  readonly description: string;
  readonly icon: string;
  readonly dangerous: boolean;
}

/** By the name of the scope. */
export const SCOPE_TEXTS: Readonly<Record<Scope, ScopeText>> = {
  'repo:read': {
    title: 'View all visible repositories',
    description:
      'This application will be able to view and pull all repositories visible to the granting user',
    icon: 'fa-hdd-o',
    dangerous: false,
  },
  'repo:write': {
    title: 'Read/Write to any accessible repositories',
    description:
      'This application will be able to view, push and pull to all repositories to which the granting user has write access',
    icon: 'fa-hdd-o',
    dangerous: false,
  },
  'repo:admin': {
    title: 'Administer Repositories',
    description:
      'This application will have administrator access to all repositories to which the granting user has access',
    icon: 'fa-hdd-o',
    dangerous: false,
  },
  'repo:create': {
    title: 'Create Repositories',
    description:
      'This application will be able to create repositories in all namespaces that the granting user is allowed to create repositories',
    icon: 'fa-plus',
    dangerous: false,
  },
  'user:read': {
    title: 'Read User Information',
    description:
      'This application will be able to read user information such as username and email address.',
    icon: 'fa-user',
    dangerous: false,
  },
  'user:admin': {
    title: 'Administer User',
    description:
      'This application will be able to administer your account including creating robots and granting them permissions to your repositories. You should have absolute trust in the requesting application before granting this permission.',
    icon: 'fa-gear',
    dangerous: true,
  },
  'org:admin': {
    title: 'Administer Organization',
    description:
      'This application will be able to administer your organizations including creating robots, creating teams, adjusting team membership, and changing billing settings. You should have absolute trust in the requesting application before granting this permission.',
    icon: 'fa-gear',
    dangerous: true,
  },
  'super:user': {
    title: 'Super User Access',
    description:
      'This application will be able to administer your installation including managing users, managing organizations and other features found in the superuser panel. You should have absolute trust in the requesting application before granting this permission.',
    icon: 'fa-street-view',
    dangerous: true,
  },
};

/** A scope as an authorization shows it. */
export function scopeView(scope: Scope): object {
  return { scope, ...SCOPE_TEXTS[scope] };
}
