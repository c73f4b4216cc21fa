import type { FormValues } from '../../../contract/form.ts';
import { names } from '../../actions/scope.ts';
import { chose, namesOf } from '../../actions/scope-fields.ts';

/** What the user may, as it is when the token is used. */
export const userScope = 'member-of-groups:*';

/** The scope of those who may everything; it names the Artifactory it is for. */
export const adminScope = (serviceId: string): string => `${serviceId}:admin`;

/**
 * The scope out of the answers (docs/registries/jfrog.md §2.8). Access to the API is part of every
 * one; groups stand in one part, and those of the user include them.
 */
export function legacyScopeOf(values: FormValues, serviceId: string | undefined): string {
  const groups = chose(values, 'groups') ? namesOf(values, 'groups') : [];
  const isAdmin = chose(values, 'admin') && serviceId !== undefined;
  const isUser = chose(values, 'user') || (groups.length === 0 && !isAdmin);
  return [
    'api:*',
    ...(isUser ? [userScope] : groups.length > 0 ? [`member-of-groups:${names(groups)}`] : []),
    ...(isAdmin ? [adminScope(serviceId)] : []),
  ].join(' ');
}
