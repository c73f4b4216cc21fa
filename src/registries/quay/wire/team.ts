import { array, object, optionalBoolean, optionalString, string } from '../../shared/rest/wire.ts';

/** A team of an organization, as its members see it (docs/registries/quay.md §2.5). */
export interface Team {
  readonly name: string;
  /** `member`, `creator` or `admin`: what it may do in the organization itself. */
  readonly role: string;
  readonly description: string;
  /** Its people come from a directory and are read-only; robots are not. */
  readonly isSynced: boolean;
}

/** `{teams: {<name>: {…}}, …}`; `undefined` for those who may not see the teams. */
export function readTeams(json: unknown): readonly Team[] | undefined {
  const { teams } = object(json, 'organization');
  if (teams === undefined) return undefined;
  return Object.values(object(teams, 'organization.teams')).map((entry) => {
    const team = object(entry, 'organization.teams.*');
    return {
      name: string(team['name'], 'organization.teams.*.name'),
      role: string(team['role'], 'organization.teams.*.role'),
      description: optionalString(team['description'], 'organization.teams.*.description') ?? '',
      isSynced: optionalBoolean(team['is_synced'], 'organization.teams.*.is_synced') === true,
    };
  });
}

/** `{members: [{name, …}], …}` by their names. */
export const readMembers = (json: unknown): readonly string[] =>
  array(object(json, 'body')['members'], 'members').map((entry) =>
    string(object(entry, 'members[]')['name'], 'members[].name'),
  );
