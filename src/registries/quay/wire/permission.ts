import { array, object, string } from '../../shared/rest/wire.ts';

/**
 * A right of a robot on a repository; direct grants only, not those by teams
 * (docs/registries/quay.md §2.2).
 */
export interface Permission {
  /** The bare name, without the namespace. */
  readonly repository: string;
  /** `read`, `write` or `admin`; whatever else a newer server says is passed on. */
  readonly role: string;
}

/** `{permissions: […]}` */
export function readPermissions(json: unknown): readonly Permission[] {
  return array(object(json, 'body')['permissions'], 'permissions').map((entry) => {
    const permission = object(entry, 'permissions[]');
    const repository = object(permission['repository'], 'permissions[].repository');
    return {
      repository: string(repository['name'], 'permissions[].repository.name'),
      role: string(permission['role'], 'permissions[].role'),
    };
  });
}

/** `{role, …}`: what somebody may do with one repository (docs/registries/quay.md §8.2). */
export const readRole = (json: unknown): string => string(object(json, 'body')['role'], 'role');
