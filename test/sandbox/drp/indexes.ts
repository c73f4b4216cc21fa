import type { Reply } from '../http/message.ts';
import { demand } from './authorize.ts';
import type { Call, Drp } from './context.ts';
import { since } from './context.ts';
import { failure, reply } from './errors.ts';

interface IndexView {
  readonly Unique: boolean;
  readonly Type: string;
}

const text: IndexView = { Unique: false, Type: 'string' };
const unique: IndexView = { Unique: true, Type: 'string' };
const flag: IndexView = { Unique: false, Type: 'boolean' };
const uuid: IndexView = { Unique: true, Type: 'UUID string' };
const time: IndexView = { Unique: false, Type: 'dateTime' };
const address: IndexView = { Unique: false, Type: 'IP Address' };
const name = { Name: unique };

/** Indexes of a type besides those that all have; some came with a release. */
type Indexes = Readonly<Record<string, IndexView | readonly [since: string, index: IndexView]>>;

const TYPES: Readonly<Record<string, readonly [since: string, indexes: Indexes]>> = {
  bootenvs: ['3.5', { ...name, OnlyUnknown: flag, OsName: ['3.6', text] }],
  jobs: [
    '3.5',
    {
      Archived: flag,
      BootEnv: ['3.8', text],
      Current: flag,
      EndTime: time,
      Machine: uuid,
      Previous: { Unique: false, Type: 'UUID string' },
      Stage: text,
      StartTime: time,
      State: text,
      Task: text,
      Uuid: uuid,
      Workflow: ['3.8', text],
    },
  ],
  leases: ['3.5', { Addr: address, State: text, Strategy: text, Token: text }],
  machines: [
    '3.5',
    {
      Address: address,
      BootEnv: text,
      ...name,
      Runnable: flag,
      Stage: ['3.8', text],
      Uuid: uuid,
      Workflow: ['3.8', text],
    },
  ],
  params: ['3.5', { ...name, Secure: ['3.13', flag] }],
  plugins: ['3.5', { ...name, Provider: text }],
  profiles: ['3.5', name],
  reservations: ['3.5', { Addr: address, NextServer: address, Strategy: text, Token: text }],
  stages: ['3.5', { BootEnv: text, ...name, Reboot: flag }],
  subnets: [
    '3.5',
    {
      ActiveAddress: address,
      Address: address,
      Enabled: flag,
      ...name,
      NextServer: address,
      Proxy: flag,
      Strategy: text,
      Subnet: { Unique: true, Type: 'CIDR Address' },
    },
  ],
  tasks: ['3.5', name],
  templates: ['3.5', { ID: unique }],
  users: ['3.5', name],
  workflows: ['3.8', name],
  roles: ['3.9', name],
  tenants: ['3.9', name],
};

function indexesOf(drp: Drp, type: string): Record<string, IndexView> | undefined {
  const [release, own] = TYPES[type] ?? [];
  if (release === undefined || own === undefined || !since(drp, release)) return undefined;
  return {
    Key: unique,
    Valid: flag,
    Available: flag,
    ReadOnly: flag,
    ...(since(drp, '3.13') ? { Bundle: text } : {}),
    ...Object.fromEntries(
      Object.entries(own).flatMap(([key, index]) => {
        const [added, view] = 'Type' in index ? ['3.5', index] : index;
        return since(drp, added) ? [[key, view]] : [];
      }),
    ),
  };
}

export function listIndexes(call: Call): Reply {
  if (!since(call.drp, '3.9')) demand(call, 'indexes', 'list', '');
  const types = Object.keys(TYPES).map((type) => [type, indexesOf(call.drp, type)] as const);
  return reply(200, Object.fromEntries(types.filter(([, indexes]) => indexes !== undefined)));
}

export function getIndexes(call: Call): Reply {
  if (!since(call.drp, '3.9')) demand(call, 'indexes', 'get', '');
  const { type = '' } = call.params;
  const indexes = indexesOf(call.drp, type);
  if (indexes === undefined) throw failure(404, 'GET', [`index get: not found: ${type}`]);
  return reply(200, indexes);
}
