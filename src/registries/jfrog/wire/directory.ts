import { array, object, optionalString, string } from '../../shared/rest/wire.ts';

export interface Page<T> {
  readonly rows: readonly T[];
  /** Where the next page begins; absent on the last one. */
  readonly cursor: string | undefined;
}

export interface UserEntry {
  readonly name: string;
  /** `enabled`, `disabled`, `invited` or `locked`; the legacy list does not tell. */
  readonly status: string | undefined;
}

export function readUsers(json: unknown): Page<UserEntry> {
  const page = object(json, 'body');
  return {
    rows: array(page['users'], 'users').map((entry) => {
      const user = object(entry, 'users[]');
      return {
        name: string(user['username'], 'users[].username'),
        status: optionalString(user['status'], 'users[].status'),
      };
    }),
    cursor: optionalString(page['cursor'], 'cursor'),
  };
}

export function readGroups(json: unknown): Page<string> {
  const page = object(json, 'body');
  return {
    rows: array(page['groups'], 'groups').map((entry) =>
      string(object(entry, 'groups[]')['group_name'], 'groups[].group_name'),
    ),
    cursor: optionalString(page['cursor'], 'cursor'),
  };
}

/** `[{name, …}]`: project roles, and the legacy lists of users and groups. */
export const readNames = (json: unknown): readonly string[] =>
  array(json, 'body').map((entry) => string(object(entry, '[]')['name'], '[].name'));

export interface ProjectEntry {
  readonly key: string;
  readonly name: string;
}

export const readProjects = (json: unknown): readonly ProjectEntry[] =>
  array(json, 'body').map((entry) => {
    const project = object(entry, '[]');
    const key = string(project['project_key'], '[].project_key');
    return { key, name: optionalString(project['display_name'], '[].display_name') ?? key };
  });
