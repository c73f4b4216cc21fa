import { scopesOf } from './claims.ts';
import type { Drp } from './context.ts';
import { since } from './context.ts';
import { licensesOf } from './license.ts';

/** `models.Info` (docs/registries/drp.md §2.2); a passive node leaves out licenses, scopes and statistics. */
export function infoOf(drp: Drp): object {
  const { settings, port, world } = drp;
  const known = {
    arch: 'amd64',
    os: 'linux',
    version: `v${settings.version}${settings.build}`,
    id: ID,
    ...(since(drp, '3.13') ? { ha_id: ID } : {}),
    api_port: port(),
    file_port: 8091,
    dhcp_port: 67,
    binl_port: 4011,
    tftp_port: 69,
    tftp_enabled: false,
    dhcp_enabled: false,
    binl_enabled: false,
    prov_enabled: false,
    address: '127.0.0.1',
    features: featuresOf(drp),
    ...(since(drp, '4.0') ? { errors: [] } : {}),
  };
  if (settings.passive) return { ...known, ha_enabled: true, ha_is_active: false };
  const stats = [
    { name: 'machines.count', count: world.machines.length },
    { name: 'subnets.count', count: 0 },
  ];
  if (!since(drp, '3.9')) return { ...known, stats };
  return {
    ...known,
    stats,
    scopes: Object.fromEntries(
      Object.entries(scopesOf(drp)).map(([scope, actions]) => [
        scope,
        Object.fromEntries(actions.map((action) => [action, {}])),
      ]),
    ),
    License: {
      ...Object.fromEntries(LICENSE_TEXTS.map((name) => [name, ''])),
      ...(since(drp, '3.13') ? { Version: '' } : {}),
      Licenses: licensesOf(drp),
    },
  };
}

const ID = '52:54:00:aa:01:02';

const LICENSE_TEXTS = [
  'Contact',
  'ContactEmail',
  'ContactId',
  'Owner',
  'OwnerEmail',
  'OwnerId',
  'Grantor',
  'GrantorEmail',
  'GenerationVersion',
];

/** Features by the release that brought them. */
const FEATURES: readonly (readonly [since: string, ...features: string[]])[] = [
  [
    '3.5',
    'api-v3',
    'sane-exit-codes',
    'common-blob-size',
    'change-stage-map',
    'job-exit-states',
    'package-repository-handling',
    'profileless-machine',
  ],
  ['3.6', 'threaded-log-levels'],
  ['3.7', 'plugin-v2'],
  [
    '3.8',
    'fsm-runner',
    'plugin-v2-safe-config',
    'workflows',
    'default-workflow',
    'http-range-header',
  ],
  ['3.9', 'roles', 'tenants', 'secure-params', 'separate-meta-api', 'slim-objects'],
  ['3.10', 'secure-param-upgrade'],
  ['3.11', 'sprig'],
  ['3.12', 'multiarch', 'actions-in-task-list'],
  [
    '3.13',
    'endpoint-refs',
    'endpoint-proxy',
    'inline-upgrade',
    'bundle-objects',
    'secure-params-in-content-packs',
    'task-prerequisites',
    'content-prerequisite-version-checking',
  ],
];

function featuresOf(drp: Drp): string[] {
  const features = FEATURES.flatMap(([release, ...names]) => (since(drp, release) ? names : []));
  // 3.9 could not spell this one yet.
  return since(drp, '3.10')
    ? features
    : features.map((name) => (name === 'separate-meta-api' ? 'seperate-meta-api' : name));
}
