import { object, optionalBoolean, string } from '../../shared/rest/wire.ts';

/** What somebody was given on a repository directly (docs/registries/quay.md §8.2). */
export interface Grant {
  readonly kind: 'team' | 'user' | 'robot';
  readonly name: string;
  /** `read`, `write` or `admin`; whatever else a newer server says is passed on. */
  readonly role: string;
}

/** `{permissions: {<name>: {role, is_robot, …}}}` */
export const readUserGrants = (json: unknown): readonly Grant[] =>
  entriesOf(json).map(([name, entry]) => ({
    kind: optionalBoolean(entry['is_robot'], 'permissions.*.is_robot') === true ? 'robot' : 'user',
    name,
    role: string(entry['role'], 'permissions.*.role'),
  }));

/** The same of teams. */
export const readTeamGrants = (json: unknown): readonly Grant[] =>
  entriesOf(json).map(([name, entry]) => ({
    kind: 'team',
    name,
    role: string(entry['role'], 'permissions.*.role'),
  }));

const entriesOf = (json: unknown) =>
  Object.entries(object(object(json, 'body')['permissions'], 'permissions')).map(
    ([name, entry]) => [name, object(entry, 'permissions.*')] as const,
  );
