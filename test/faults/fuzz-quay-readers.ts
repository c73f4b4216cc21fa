import { readApiTokenPage, readIssuedApiToken } from '../../src/registries/quay/wire/api-token.ts';
import {
  readApplications,
  readAuthorizations,
} from '../../src/registries/quay/wire/application.ts';
import { readTeamGrants, readUserGrants } from '../../src/registries/quay/wire/grant.ts';
import { readLogPage } from '../../src/registries/quay/wire/log.ts';
import { readPrototypes } from '../../src/registries/quay/wire/prototype.ts';
import {
  readFoundRepositories,
  readRepositoryPage,
} from '../../src/registries/quay/wire/repository.ts';
import { readMembers, readTeams } from '../../src/registries/quay/wire/team.ts';
import { parseJson } from '../../src/registries/shared/rest/wire.ts';
import type { FuzzReader } from './fuzz-reader.ts';

const uuid = '0b6cf9a4-9a1e-4d0c-8f0e-1d2c3b4a5f60';
const day = '2026-01-01T00:00:00Z';
const apiToken = { uuid, name: 'n', scope: 'repo:read', created_by: 'u', expires_at: day };
const user = { kind: 'user', name: 'acme+ci', is_robot: true };

const table: readonly (readonly [string, (json: unknown) => unknown, unknown])[] = [
  ['API tokens', readApiTokenPage, { tokens: [apiToken], next_page: 'x' }],
  ['issued API token', readIssuedApiToken, { ...apiToken, token: 'T' }],
  ['applications', readApplications, { applications: [{ client_id: 'c', name: 'n' }] }],
  [
    'authorizations',
    readAuthorizations,
    {
      authorizations: [
        {
          uuid,
          application: { name: 'n', organization: { name: 'acme' } },
          scopes: [{ scope: 'repo:read' }],
        },
      ],
    },
  ],
  ['grants of users', readUserGrants, { permissions: { 'acme+ci': { ...user, role: 'read' } } }],
  [
    'grants of teams',
    readTeamGrants,
    { permissions: { owners: { name: 'owners', role: 'admin' } } },
  ],
  [
    'logs',
    readLogPage,
    {
      logs: [
        { kind: 'pull_repo', datetime: day, ip: '::1', performer: { name: 'u' }, metadata: {} },
      ],
    },
  ],
  [
    'prototypes',
    readPrototypes,
    { prototypes: [{ id: 'p', role: 'read', activating_user: null, delegate: user }] },
  ],
  ['repositories', readRepositoryPage, { repositories: [{ name: 'r' }], next_page: 'x' }],
  [
    'found repositories',
    readFoundRepositories,
    { results: [{ name: 'r', namespace: { name: 'n' } }] },
  ],
  ['teams', readTeams, { teams: { owners: { name: 'owners', role: 'admin', description: '' } } }],
  ['members', readMembers, { members: [user] }],
];

/** Readers of what Quay tells beside robots and its own tokens. */
export const quayReaders: readonly FuzzReader[] = table.map(([name, read, value]) => ({
  name: `quay ${name}`,
  read: (text) => read(parseJson(text)),
  samples: [JSON.stringify(value)],
}));
