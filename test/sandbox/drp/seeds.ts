import type { Drp } from './context.ts';
import { since } from './context.ts';
import { prefsOf } from './prefs.ts';
import type { Fields } from './world.ts';

/** What an empty server has of the types that nobody but its own programs asks for. */

const common = (drp: Drp, bundle: string): Fields => ({
  Validated: true,
  Available: true,
  Errors: [],
  ReadOnly: bundle !== '',
  Meta: {},
  ...(since(drp, '3.13') ? { Endpoint: '', Bundle: bundle } : {}),
});

export const profilesOf = (drp: Drp): Fields[] => [
  {
    ...common(drp, ''),
    Meta: { color: 'blue', icon: 'world', title: 'Digital Rebar Provision' },
    Name: 'global',
    Description: 'Global profile attached automatically to all machines.',
    ...(since(drp, '3.9') ? { Documentation: '' } : {}),
    Params: {},
  },
];

export const paramsOf = (drp: Drp): Fields[] =>
  since(drp, '3.12')
    ? [
        {
          ...common(drp, 'BasicStore'),
          Name: 'pxelinux-local-boot',
          Description: 'The method pxelinux should use to try to boot to the local disk',
          Documentation: PXELINUX,
          Secure: false,
          Schema: { default: 'localboot 0', type: 'string' },
        },
      ]
    : [];

const PXELINUX = `
On most systems, using 'localboot 0' is the proper thing to do to have
pxelinux try to boot off the first hard drive.  However, some systems
do not behave properlydoing that, either due to firmware bugs or
malconfigured hard drives.  This param allows you to override 'localboot 0'
with another pxelinux command.  A useful reference for alternate boot methods
is at https://www.syslinux.org/wiki/index.php?title=Comboot/chain.c32`;

export const machinesOf = (drp: Drp): Fields[] =>
  drp.world.machines.map(({ uuid, name }) => ({ ...common(drp, ''), Uuid: uuid, Name: name }));

/** The two layers of the store, with how many objects each has. */
export function contentsOf(drp: Drp): object[] {
  const { users, roles, tenants } = drp.world;
  const own = [...roles.values()].filter(({ fields }) => fields['Bundle'] !== 'BasicStore').length;
  const none = Object.fromEntries(
    TYPES.filter(([, release]) => since(drp, release)).map(([type]) => [type, 0]),
  );
  const counts = {
    ...none,
    preferences: Object.keys(prefsOf(drp)).length,
    profiles: 1,
    machines: drp.world.machines.length,
    users: users.size,
    ...(since(drp, '3.9') ? { roles: own, tenants: tenants.size } : {}),
  };
  const basic = {
    bootenvs: 2,
    stages: 2,
    ...(since(drp, '3.9') ? { roles: 1 } : {}),
    ...(since(drp, '3.12') ? { params: 1 } : {}),
  };
  return [
    layer(
      drp,
      {
        Name: 'BackingStore',
        Description: 'Writable backing store',
        Version: since(drp, '3.13') ? '0.0.0' : 'user',
        Type: 'writable',
        Writable: true,
        Overwritable: false,
      },
      counts,
    ),
    layer(
      drp,
      {
        Name: 'BasicStore',
        Description: 'Default objects that must be present',
        Version: since(drp, '3.13') ? '3.12.0' : 'Unversioned',
        Type: 'basic',
        Writable: false,
        Overwritable: since(drp, '3.8'),
      },
      basic,
    ),
  ];
}

const layer = (drp: Drp, meta: object, counts: object): object => ({
  meta: {
    ...(since(drp, '3.8') ? {} : { Meta: {} }),
    Source: '',
    ...Object.fromEntries(
      TEXTS.filter(([, release]) => since(drp, release)).map(([name]) => [name, '']),
    ),
    ...meta,
  },
  Counts: counts,
  Warnings: [],
});

const TEXTS: readonly (readonly [name: string, since: string])[] = [
  ['Documentation', '3.9'],
  ['RequiredFeatures', '3.10'],
  ...(
    [
      'Color',
      'Icon',
      'Author',
      'DisplayName',
      'License',
      'Copyright',
      'CodeSource',
      'Order',
      'Tags',
      'DocUrl',
      'Prerequisites',
    ] as const
  ).map((name) => [name, '3.13'] as const),
];

const TYPES: readonly (readonly [type: string, since: string])[] = [
  ...(
    [
      'bootenvs',
      'jobs',
      'leases',
      'machines',
      'params',
      'plugins',
      'preferences',
      'profiles',
      'reservations',
      'stages',
      'subnets',
      'tasks',
      'templates',
      'users',
    ] as const
  ).map((type) => [type, '3.5'] as const),
  ['workflows', '3.8'],
  ['roles', '3.9'],
  ['tenants', '3.9'],
];
