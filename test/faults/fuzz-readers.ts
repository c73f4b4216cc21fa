import { OutsideText } from '../../src/core/outside-text.ts';
import { Secret } from '../../src/core/secret.ts';
import { decodeJwt } from '../../src/jwt/decode.ts';
import { cleanToken } from '../../src/jwt/clean.ts';
import { readEnclosures } from '../../src/jwt/enclosures.ts';
import { findJwt } from '../../src/jwt/find.ts';
import { readKeyText } from '../../src/jwt/key-text.ts';
import { readStatus } from '../../src/net/kube/exec/status.ts';
import { readMissingRight } from '../../src/net/kube/api/refusal.ts';
import { readPods } from '../../src/net/kube/pod.ts';
import { lastWords } from '../../src/net/kube/program-output.ts';
import { pemCertificates } from '../../src/net/tls/pem-certificates.ts';
import { readErrorBody as drpError } from '../../src/registries/drp/client/error-body.ts';
import { readInfo } from '../../src/registries/drp/wire/info.ts';
import { readMinted } from '../../src/registries/drp/wire/minted.ts';
import { readRoles } from '../../src/registries/drp/wire/role.ts';
import { readUserSecret, readUsers as drpUsers } from '../../src/registries/drp/wire/user.ts';
import { readErrorBody as jfrogError } from '../../src/registries/jfrog/client/error-body.ts';
import { readCreated } from '../../src/registries/jfrog/wire/created.ts';
import {
  readGroups,
  readNames,
  readProjects,
  readUsers,
} from '../../src/registries/jfrog/wire/directory.ts';
import { readTokenItem } from '../../src/registries/jfrog/wire/token.ts';
import { readErrorBody as quayError } from '../../src/registries/quay/client/error-body.ts';
import { readAppToken, readAppTokens } from '../../src/registries/quay/wire/app-token.ts';
import { readConfig, readRoutes } from '../../src/registries/quay/wire/config.ts';
import { readFederation } from '../../src/registries/quay/wire/federation.ts';
import { readPermissions } from '../../src/registries/quay/wire/permission.ts';
import { readRobot, readRobots } from '../../src/registries/quay/wire/robot.ts';
import { readRegistryToken } from '../../src/registries/quay/wire/registry-token.ts';
import { readUser } from '../../src/registries/quay/wire/user.ts';
import { readAccounts } from '../../src/registries/rok/client/read-accounts.ts';
import { readCreatedToken } from '../../src/registries/rok/client/read-token.ts';
import { readTokenInfo } from '../../src/registries/rok/wire/token-info.ts';
import { parseJson } from '../../src/registries/shared/rest/wire.ts';
import { clusterReaders } from './fuzz-cluster-readers.ts';
import { fileReaders } from './fuzz-file-readers.ts';
import { inputReaders } from './fuzz-input-readers.ts';
import { programReaders } from './fuzz-program-readers.ts';
import { quayReaders } from './fuzz-quay-readers.ts';
import type { FuzzReader } from './fuzz-reader.ts';
import { serverReaders } from './fuzz-server-readers.ts';
import { setupReaders } from './fuzz-setup-readers.ts';
import { toolReaders } from './fuzz-tool-readers.ts';

const json =
  (read: (value: unknown) => unknown) =>
  (text: string): unknown =>
    read(parseJson(text));
const reply = (text: string) => ({
  status: 400,
  headers: new Map(),
  body: new OutsideText(text),
  url: 'https://h.test/',
});
const uuid = '0b6cf9a4-9a1e-4d0c-8f0e-1d2c3b4a5f60';
const day = '2026-01-01T00:00:00Z';

const table: readonly (readonly [string, FuzzReader['read'], unknown])[] = [
  [
    'quay robots',
    json((v) => readRobots(v, { kind: 'organization', name: 'acme' })),
    {
      robots: [
        {
          name: 'acme+ci',
          description: 'x',
          created: day,
          last_accessed: null,
          token: 'T',
          teams: [],
          repositories: ['r'],
        },
      ],
    },
  ],
  [
    'quay robot',
    json((v) => readRobot(v, { kind: 'organization', name: 'acme' })),
    { name: 'acme+ci', description: 'x', created: day, last_accessed: null, token: 'T' },
  ],
  ['quay registry token', json(readRegistryToken), { token: 'a.b.c' }],
  ['quay routes', json(readRoutes), { paths: { '/api/v1/user/': {} } }],
  [
    'quay app tokens',
    json(readAppTokens),
    { tokens: [{ uuid, title: 't', created: day, expiration: day, last_accessed: null }] },
  ],
  [
    'quay user',
    json(readUser),
    { username: 'u', anonymous: false, organizations: [{ name: 'acme', is_org_admin: true }] },
  ],
  [
    'quay app token',
    json(readAppToken),
    {
      token: {
        uuid,
        title: 't',
        token_code: 'c',
        created: day,
        expiration: null,
        last_accessed: null,
      },
    },
  ],
  [
    'quay permissions',
    json(readPermissions),
    { permissions: [{ repository: { name: 'r' }, role: 'read' }] },
  ],
  ['quay federation', json(readFederation), [{ issuer: 'https://i.test', subject: 's' }]],
  [
    'quay config',
    json(readConfig),
    { config: { SERVER_HOSTNAME: 'h:80' }, version_number: '3.18.0', features: {} },
  ],
  [
    'quay refusal',
    (text) => quayError(reply(text)),
    { detail: 'no', error_message: 'no', error_type: 'x', status: 400 },
  ],
  [
    'jfrog created',
    json(readCreated),
    { token_id: uuid, access_token: 'a.b.c', expires_in: 60, scope: 's', token_type: 'Bearer' },
  ],
  [
    'jfrog token',
    json(readTokenItem),
    {
      token_id: uuid,
      subject: 'jfac@x/users/u',
      expiry: 1,
      issued_at: 1,
      issuer: 'i',
      refreshable: true,
    },
  ],
  ['jfrog users', json(readUsers), { users: [{ username: 'u', status: 'enabled' }], cursor: 'c' }],
  ['jfrog names', json(readNames), [{ name: 'n', uri: 'https://h.test/n' }]],
  ['jfrog projects', json(readProjects), [{ project_key: 'p', display_name: 'P' }]],
  ['jfrog groups', json(readGroups), { groups: [{ group_name: 'g' }] }],
  [
    'jfrog refusal',
    (text) => jfrogError(reply(text)),
    { errors: [{ code: 'X', message: 'no', detail: 'no, never' }] },
  ],
  ['drp info', json(readInfo), { version: 'v4.14.0', features: ['x'], id: 'i', license: [] }],
  ['drp minted', json(readMinted), { Token: 't', Info: { version: 'v4.1.0' } }],
  [
    'drp roles',
    json(readRoles),
    [{ Name: 'r', Claims: [{ scope: 's', action: 'a', specific: '*' }] }],
  ],
  ['drp users', json(drpUsers), [{ Name: 'u', Roles: ['r'], Description: '', Secret: 's' }]],
  ['drp user’s secret', json(readUserSecret), { Name: 'u', Secret: 's' }],
  ['drp refusal', (text) => drpError(reply(text)), { Type: 'AUTH', Messages: ['no'], Code: 403 }],
  ['rok token info', readTokenInfo, { username: 'u', uuid, lifetime: 60 }],
  [
    'exec status',
    readStatus,
    {
      status: 'Failure',
      reason: 'NonZeroExitCode',
      details: { causes: [{ reason: 'ExitCode', message: '1' }] },
    },
  ],
  [
    'pods',
    json(readPods),
    {
      items: [
        {
          metadata: { name: 'p', creationTimestamp: day },
          spec: { containers: [{ name: 'c' }] },
          status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
        },
      ],
    },
  ],
];

const header = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const rest = 'eyJzdWIiOiJhIiwiZXhwIjoxfQ.c2ln';
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIiwiZXhwIjoxfQ.c2ln';

export const readers: readonly FuzzReader[] = [
  ...table.map(([name, read, value]) => ({ name, read, samples: [JSON.stringify(value)] })),
  { name: 'jwt', read: (text) => decodeJwt(text), samples: [jwt, `Bearer ${jwt}`] },
  {
    name: 'enclosures of a jwt',
    read: (text) => readEnclosures(text, decodeJwt(text)),
    samples: [
      `${header({ alg: 'RS256', x5c: ['MIIB', 'MA=='] })}.${rest}`,
      `${header({ alg: 'RS256' })}.${rest}~${header(['salt', 'name', 1])}~`,
    ],
  },
  {
    name: 'token in a paste',
    read: cleanToken,
    samples: [`export T="${jwt}"`, `Authorization: Bearer ${jwt}`],
  },
  { name: 'tokens in a text', read: findJwt, samples: [`a ${jwt} b ${jwt}`] },
  {
    name: 'key',
    read: readKeyText,
    samples: [
      '{"keys":[{"kty":"oct","k":"eA"}]}',
      '-----BEGIN PUBLIC KEY-----\nMA==\n-----END PUBLIC KEY-----',
    ],
  },
  {
    name: 'certificates',
    read: pemCertificates,
    samples: ['-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'],
  },
  {
    name: 'program output',
    read: (text) => lastWords(new OutsideText(text)),
    samples: ['\x1b[31merror: no\x1b[0m\nlast\n'],
  },
  {
    name: 'missing right',
    read: readMissingRight,
    samples: [
      'pods is forbidden: User "u" cannot list resource "pods" in API group "" in the namespace "n"',
    ],
  },
  {
    name: 'rok accounts',
    read: readAccounts,
    samples: [`| UUID | NAME |\n|----|----|\n| ${uuid} | jdoe |\n`],
  },
  {
    name: 'rok token',
    read: readCreatedToken,
    samples: [`Token: ${jwt}\nUUID: ${uuid}\n`, `{"token":"${jwt}"}\n`],
  },
  ...fileReaders,
  ...quayReaders,
  ...serverReaders,
  ...clusterReaders,
  ...programReaders,
  ...toolReaders,
  ...setupReaders,
  ...inputReaders,
];

/** A secret lives while the readers run, so that redaction has work to do. */
export const living = new Secret('fuzz-secret-that-lives');
